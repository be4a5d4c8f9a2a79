import { format, type FormatOptionsWithLanguage } from 'sql-formatter';
import type { DialectName } from './recording-cdr.ts';

const formats: Readonly<Record<DialectName, FormatOptionsWithLanguage>> = {
  'T-SQL': { language: 'transactsql', paramTypes: { custom: [{ regex: '@\\d+' }] } },
  SQLite: { language: 'sqlite' },
};
const width = 110;

/** A line with the lines that are indented below it, and the line that closes it where it ends with a parenthesis. */
interface Clause {
  readonly text: string;
  readonly children: readonly Clause[];
  readonly close?: string | undefined;
}

/**
 * SQL for people to read: laid out by sql-formatter, which takes a line for every column, then as many of them in a line as
 * fit. Of a long list of numbers only the first are shown.
 */
export function laidOutSql(sql: string, dialect: DialectName): string {
  const text = format(sql, { expressionWidth: width, ...formats[dialect] });
  // It does not know these functions for some.
  const lines = text.replaceAll(/\b(name_key|address_key|rtrim) \(/g, '$1(').split('\n');
  const laidOut = clausesOf(lines, 0)
    .flatMap((clause) => rendered(clause, 0))
    .join('\n');
  if (withoutBlanks(laidOut) !== withoutBlanks(sql)) {
    throw new Error(`This is no longer the same statement:\n${laidOut}`);
  }
  return laidOut.replaceAll(
    /\(\s*(-?\d+(?:,\s*-?\d+){20,})\s*\)/g,
    (_, list: string) => `(${abridged(list.split(/,\s*/))})`,
  );
}

/** The first of many numbers: which they all are is no matter of the statement. */
const abridged = (numbers: readonly string[]) => `${numbers.slice(0, 3).join(', ')} and ${numbers.length - 3} more`;

const withoutBlanks = (text: string) => text.replace(/\s/g, '');

/** Words after a head as lines of no more than the width. */
export function filled(head: string, words: readonly string[], indent: string): string {
  return words.reduce<string[]>((lines, word) => appended(lines, word, indent), [head]).join('\n');
}

const indentOf = (line: string) => line.length - line.trimStart().length;

function clausesOf(lines: readonly string[], depth: number): Clause[] {
  const clauses: Clause[] = [];
  for (let at = 0; at < lines.length;) {
    let end = at + 1;
    while (end < lines.length && indentOf(lines[end] ?? '') > depth) {
      end += 1;
    }
    const closed = lines[end]?.trimStart().startsWith(')') ?? false;
    clauses.push({
      text: (lines[at] ?? '').trim(),
      children: clausesOf(lines.slice(at + 1, end), depth + 2),
      close: closed ? lines[end]?.trim() : undefined,
    });
    at = closed ? end + 1 : end;
  }
  return clauses;
}

/** A clause with all that is below it, in one line. */
function inOneLine({ text, children, close }: Clause): string {
  const inner = children.map(inOneLine).join(' ');
  return close === undefined ? [text, inner].filter(Boolean).join(' ') : text + inner + close;
}

function rendered(clause: Clause, depth: number): string[] {
  const indent = ' '.repeat(depth);
  const one = inOneLine(clause);
  if (depth + one.length <= width) {
    return [indent + one];
  }
  const { text, children, close } = clause;
  const [only, ...others] = children;
  if (close !== undefined) {
    return [indent + text, ...children.flatMap((child) => rendered(child, depth + 2)), indent + close];
  }
  if (only?.close !== undefined && others.length === 0) {
    return rendered({ ...only, text: `${text} ${only.text}` }, depth);
  }
  return children.reduce(
    (lines, child) => {
      const [first = '', ...rest] = rendered(child, depth + 2);
      return rest.length > 0 ? [...lines, first, ...rest] : appended(lines, first.trim(), `${indent}  `);
    },
    [indent + text],
  );
}

/** The words at the end of the last line where they fit, else in a line of their own. */
function appended(lines: readonly string[], words: string, indent: string): string[] {
  const last = lines.at(-1);
  const fits = last !== undefined && last.length + 1 + words.length <= width;
  // Whoever reads a CASE goes from one WHEN to the next, and a closed parenthesis ends a thought.
  return fits && !/^(when|else) /.test(words) && !last.trim().startsWith(')')
    ? [...lines.slice(0, -1), `${last} ${words}`]
    : [...lines, indent + words];
}
