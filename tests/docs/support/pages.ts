import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import GithubSlugger from 'github-slugger';
import { marked, type Token, type Tokens } from 'marked';
import { root } from './syntax.ts';

/** One page of the documentation. */
export interface Page {
  /** From the root of the project, such as `docs/install.md`. */
  readonly path: string;
  readonly text: string;
  readonly tokens: readonly Token[];
  /** Names of its headings, as links write them after `#`. */
  readonly anchors: readonly string[];
}

/** One row of a table: its cells by the headings of their columns, without Markdown's marks. */
export type Row = Readonly<Record<string, string>>;

/** Every page: those at the top of the project and all below docs/. */
export const pages: readonly Page[] = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'],
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => `docs/${path.replaceAll('\\', '/')}`)
    .sort(),
].map(read);

/** @throws Error where there is no such page */
export function page(path: string): Page {
  const found = pages.find((one) => one.path === path);
  if (!found) {
    throw new Error(`There is no page ${path}.`);
  }
  return found;
}

/** All parts of a page of one type, however deep. */
export function partsOf<
  T extends Tokens.Link | Tokens.List | Tokens.Image | Tokens.Code | Tokens.Heading | Tokens.Table,
>({ tokens }: Page, type: T['type']): T[] {
  const found: T[] = [];
  void marked.walkTokens([...tokens], (token) => {
    if (token.type === type) {
      found.push(token as T);
    }
  });
  return found;
}

/** The rows of all tables of a page whose first column has this heading. @throws Error where there is none */
export function rowsOf(from: Page, heading: string): Row[] {
  const tables = partsOf<Tokens.Table>(from, 'table').filter(({ header }) => header[0]?.text === heading);
  if (tables.length === 0) {
    throw new Error(`${from.path} has no table of ${heading}.`);
  }
  return tables.flatMap(({ header, rows }) =>
    rows.map((cells) => Object.fromEntries(cells.map(({ text }, at) => [header[at]?.text ?? '', bare(text)]))),
  );
}

/** The words of a cell that stand in code marks. */
export function codesIn(markdown: string): string[] {
  return [...markdown.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
}

/** Whether a file of the project exists. */
export function exists(path: string): boolean {
  return existsSync(join(root, path));
}

function read(path: string): Page {
  const text = readFileSync(join(root, path), 'utf8');
  const tokens = marked.lexer(text);
  const slugger = new GithubSlugger();
  const anchors: string[] = [];
  void marked.walkTokens(tokens, (token) => {
    if (token.type === 'heading') {
      anchors.push(slugger.slug(bare((token as Tokens.Heading).text)));
    }
  });
  return { path, text, tokens, anchors };
}

/** Text without the marks of links and emphasis; code marks are kept in cells, where they tell words apart. */
function bare(markdown: string): string {
  return markdown
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll('**', '')
    .trim();
}
