import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { parsed, root } from './syntax.ts';
import { hole, textsOf } from './text-of-expression.ts';

/** A text of the program, with {@link hole} where the program fills something in. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
  /** An error or a notice: something a person may want explained. */
  readonly isMessage: boolean;
}

/** Calls whose second argument is shown to people. */
const raising: readonly string[] = ['DiagnosticsError', 'PluginError', 'ContractError', 'as', 'wrong'];

/** Properties that carry what is shown to people, in answers of the health check and in notices. */
const carrying: readonly string[] = ['message', 'text'];

/** Files all of whose sentences are shown to people. */
const spoken: readonly string[] = [
  'contract/setting-types.ts',
  'contract/settings.ts',
  'contract/validate.ts',
  'pkg/cdr/catalog.ts',
  'pkg/plugin/handshake.ts',
  'pkg/plugin/ports.ts',
  'pkg/reports/shapes/notices.ts',
  'src/components/config-editor/fields.tsx',
  'src/components/query-editor/query-editor.tsx',
  'src/interpolation/ad-hoc-filters.ts',
  'src/response/notices.ts',
];

/** Every sentence in the sources of contract, back end and front end. */
export function sourceTexts(): SourceText[] {
  return ['contract', 'pkg', 'src'].flatMap(filesIn).flatMap(textsIn);
}

function textsIn(file: string): SourceText[] {
  const source = parsed(file);
  const found = new Map<string, boolean>();
  const add = (node: ts.Expression, isMessage: boolean): void => {
    for (const text of textsOf(node).filter(isSentence)) {
      found.set(text, isMessage || found.get(text) === true);
    }
  };
  const visit = (node: ts.Node): void => {
    if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && raising.includes(node.expression.getText(source))) {
      const [, shown, ...rest] = node.arguments ?? [];
      if (shown) {
        add(shown, true);
      }
      rest.forEach(visit);
    } else if (ts.isPropertyAssignment(node) && carrying.includes(node.name.getText(source))) {
      add(node.initializer, true);
      ts.forEachChild(node, visit);
    } else if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
      add(node, spoken.includes(file));
    } else {
      ts.forEachChild(node, visit);
    }
  };
  visit(source);
  return [...found].map(([text, isMessage]) => ({ file, text, isMessage }));
}

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.|\/(gen|testing|texts)\//.test(path));
}

/** Two words and more; single ones are names. */
function isSentence(text: string): boolean {
  return /[a-z]{2,}\S* .*[a-z]{2,}/i.test(text.replaceAll(hole, ''));
}
