import { join } from 'node:path';
import type { PluginProcess } from '../../../preview/plugin-host/plugin-process.ts';
import { decodeFrame, type DecodedFrame } from '../../../preview/plugin-host/decode-frame.ts';
import { startPlugin } from '../../../preview/plugin-host/plugin-process.ts';
import {
  dataQuery,
  pluginContext,
  resourceRequest,
  type Caller,
  type DataSource,
} from '../../../preview/plugin-host/requests.ts';
import { demo } from './marked-rows.ts';

const day = 24 * 3600 * 1000;
/** All of the data. */
export const everything = { from: demo.end - 10 * day, to: demo.end + 10 * day };

/** A key as the settings page makes it. */
export const pseudonymKey = '6f1d'.repeat(16);

/** A plugin, and all it has written so far that is no answer. */
export interface Watched {
  readonly plugin: PluginProcess;
  written(): string;
}

/** Starts the plugin on marked rows, from source, and keeps what it logs. */
export function startMarked(): Promise<Watched> {
  return startWatched(process.execPath, [join(import.meta.dirname, 'marked-plugin.ts')]);
}

export async function startWatched(executable: string, args: readonly string[] = []): Promise<Watched> {
  const texts: string[] = [];
  const plugin = await startPlugin({ executable, args, onLog: (line) => texts.push(JSON.stringify(line)) });
  return { plugin, written: () => texts.join('\n') };
}

/** A data source on demo data. */
export function source(settings: Readonly<Record<string, unknown>>, uid = JSON.stringify(settings)): DataSource {
  return {
    uid,
    jsonData: { engine: 'embedded', demo, includeRetried: true, includeSynthetic: true, ...settings },
    secureJsonData: { pseudonymKey },
  };
}

/** Who may ask, in Grafana's words; without a login it is nobody that Grafana knows. */
export const callers = {
  admin: { login: 'ada', role: 'Admin' },
  editor: { login: 'eve', role: 'Editor' },
  viewer: { login: 'vic', role: 'Viewer' },
  'no role': { login: 'nil', role: 'None' },
  'an unknown role': { login: 'sue', role: 'Superuser' },
  'a public dashboard': {},
  'a public dashboard of Grafana 12': { login: 'service', name: 'service', role: 'Admin' },
  'an alert rule': { login: 'grafana_scheduler', role: 'Admin' },
} as const satisfies Readonly<Record<string, Caller>>;
export type CallerName = keyof typeof callers;

/** An answer as it came and as it reads. */
export interface Asked {
  readonly status: number;
  readonly error: string;
  readonly bytes: Buffer;
  readonly frames: readonly DecodedFrame[];
}

export async function ask(
  plugin: PluginProcess,
  from: DataSource,
  who: CallerName,
  model: unknown,
  { range = everything, headers = {} }: { range?: { from: number; to: number }; headers?: Record<string, string> } = {},
): Promise<Asked> {
  const request = {
    pluginContext: pluginContext(from, callers[who]),
    headers: { ...(who === 'an alert rule' && { FromAlert: 'true' }), ...headers },
    queries: [dataQuery('A', model, range)],
    format: 0,
  };
  const { responses } = await plugin.queryData(request);
  const { status = 0, error = '', frames = [] } = responses['A'] ?? {};
  return {
    status,
    error,
    bytes: Buffer.concat([Buffer.from(error), ...frames]),
    frames: frames.map((one) => decodeFrame(one)),
  };
}

/** The body of a resource route, as text. */
export async function resource(plugin: PluginProcess, from: DataSource, who: CallerName, url: string): Promise<string> {
  const { body } = await plugin.callResource(resourceRequest(pluginContext(from, callers[who]), 'GET', url));
  return Buffer.from(body).toString('utf8');
}

/** Values of a field of the first frame. */
export function column({ frames }: Asked, name: string): readonly unknown[] {
  const field = frames[0]?.fields.find((one) => one.name === name);
  if (!field) {
    throw new Error(`The answer has no field ${name}.`);
  }
  return field.values;
}
