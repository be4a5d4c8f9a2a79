import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** The project. */
export const root = join(import.meta.dirname, '../../..');

/** The syntax of a source file. */
export function parsed(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
}

/** The members of a union of words, such as `ErrorCode` of pkg/errors.ts. @throws Error where there is none */
export function wordsOf(file: string, type: string): string[] {
  const source = parsed(file);
  const declared = source.statements.filter(ts.isTypeAliasDeclaration).find(({ name }) => name.text === type);
  if (!declared || !ts.isUnionTypeNode(declared.type)) {
    throw new Error(`${file} has no union ${type}`);
  }
  return declared.type.types.map((word) => word.getText(source).slice(1, -1));
}

/** The keys of the object that a constant is made from, such as `shape` of contract/settings.ts. @throws Error where there is none */
export function keysOf(file: string, constant: string): string[] {
  const source = parsed(file);
  const declared = source.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .find(({ name }) => name.getText(source) === constant)?.initializer;
  const given = declared && ts.isCallExpression(declared) ? declared.arguments[0] : declared;
  if (!given || !ts.isObjectLiteralExpression(given)) {
    throw new Error(`${file} makes no ${constant} from an object`);
  }
  return given.properties.map(({ name }) => name?.getText(source) ?? '');
}
