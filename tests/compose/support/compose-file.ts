import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';

export const root = join(import.meta.dirname, '../../..');

/** The parts of a service that the tests look at. */
export interface Service {
  readonly image?: string;
  readonly profiles?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly extends?: { readonly file: string; readonly service: string };
  readonly command?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly (string | BindMount)[];
  readonly healthcheck?: { readonly test: string | readonly string[] };
}

export interface BindMount {
  readonly type: string;
  readonly source: string;
  readonly target: string;
  readonly read_only?: boolean;
  readonly bind?: { readonly create_host_path?: boolean };
}

/** A compose file with the path it was read from. */
export interface ComposeFile {
  readonly text: string;
  readonly directory: string;
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

/** Text of a file of this repository. */
export const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** A YAML file of this repository; throws where it is none. */
export const readYaml = <T>(path: string): T => parse(read(path)) as T;

/** A compose file, its paths relative to `directory`. */
export function composeFile(path: string): ComposeFile {
  const { services, volumes = {} } = readYaml<Pick<ComposeFile, 'services'> & { volumes?: ComposeFile['volumes'] }>(
    path,
  );
  return { text: read(path), directory: dirname(join(root, path)), services, volumes };
}

/** A variable as a compose file asks for it. */
export interface Variable {
  readonly name: string;
  /** `:-` has a default, `:?` is required and has a message. */
  readonly operator: string | undefined;
  readonly argument: string | undefined;
}

/** Every `${...}` of a compose file, `$$` aside. */
export function variablesOf({ text }: ComposeFile): Variable[] {
  return [...text.matchAll(/(?<!\$)\$\{(\w+)(?:(:[-?+])([^}]*))?\}/g)].map(([, name = '', operator, argument]) => ({
    name,
    operator,
    argument,
  }));
}

/** The text with the default of every variable in its place. */
export const withDefaults = (text: string): string => text.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1');

/** Lines `NAME=value` of an example environment. */
export function environmentOf(text: string): Map<string, string> {
  return new Map([...text.matchAll(/^(\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]));
}
