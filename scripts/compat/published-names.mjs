import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/** Where downloads stay: outside of the repository. */
const cache = process.env.COMPAT_CACHE ?? join(tmpdir(), 'calldiagnostics-compat');

/** Downloads and unpacks one published package, without its dependencies and without running anything of it. */
export function fetchPackage(name, version) {
  const folder = join(cache, `${name.replace('/', '+')}@${version.replaceAll(/[^\w.-]/g, '_')}`);
  if (!existsSync(folder)) {
    mkdirSync(cache, { recursive: true });
    const draft = mkdtempSync(`${folder}-`);
    const npm = { cwd: draft, encoding: 'utf8', shell: process.platform === 'win32' };
    const packed = execFileSync('npm', ['pack', '--silent', '--ignore-scripts', `${name}@${version}`], npm);
    execFileSync('tar', ['-xzf', packed.trim().split('\n').at(-1), '--strip-components=1'], { cwd: draft });
    renameSync(draft, folder);
  }
  return folder;
}

/** Names that a package exports at run time: read from its ES modules, or asked of it where it has none. */
export function publishedNames(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const entry = manifest.module ?? manifest.exports?.['.']?.import;
  if (typeof entry === 'string') {
    return namesOfModule(join(folder, entry));
  }
  return new Set(Object.keys(createRequire(join(folder, 'package.json'))(folder)));
}

function namesOfModule(file) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ESNext);
  const names = new Set();
  for (const statement of source.statements) {
    for (const name of exportsOf(statement, file)) {
      names.add(name);
    }
  }
  return names;
}

function exportsOf(statement, file) {
  if (ts.isExportDeclaration(statement)) {
    const { exportClause, moduleSpecifier } = statement;
    if (!exportClause) {
      return namesOfModule(resolved(file, moduleSpecifier.text));
    }
    return ts.isNamedExports(exportClause)
      ? exportClause.elements.map(({ name }) => name.text)
      : [exportClause.name.text];
  }
  if (!ts.canHaveModifiers(statement) || !ts.getModifiers(statement)?.some(isExport)) {
    return [];
  }
  const declared = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [statement];
  return declared.flatMap(({ name }) => name?.text ?? []);
}

const isExport = ({ kind }) => kind === ts.SyntaxKind.ExportKeyword;

/** @throws where everything of another package is exported: nothing we support does that */
function resolved(file, specifier) {
  const path = join(dirname(file), specifier);
  const found =
    specifier.startsWith('.') &&
    [path, `${path}.js`, join(path, 'index.js')].find((one) => /\.m?js$/.test(one) && existsSync(one));
  if (!found) {
    throw new Error(`${file} exports all of ${specifier}, whose names are not known.`);
  }
  return found;
}
