import type { ScopedVars } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';
import { maxFilterValues } from '../../contract/read-filter.ts';

/** The part of Grafana's template service that interpolation needs. */
export type Templates = Pick<TemplateSrv, 'replace' | 'getVariables'>;

/** Values that a text stands for; `all` where a variable in it stands on All, which means no filter. */
export type Expansion = readonly string[] | 'all';

export const allValue = '$__all';

/** `$name`, `${name...}` and `[[name...]]`. */
const reference = /\$(\w+)|\$\{(\w+)[^}]*\}|\[\[(\w+)[^\]]*\]\]/g;
/** Formats that only say how to write a list as one text; we take the list itself. */
const listFormat =
  /\$\{(\w+(?:\.[^:}]+)?):(?:csv|distributed|doublequote|glob|json|lucene|percentencode|pipe|queryparam|raw|regex|singlequote|sqlstring)\}/g;
/** Stands where a variable was, until every combination of values is written out. */
const mark = (index: number) => `\u0001${index}\u0001`;
const marks = /\u0001(\d+)\u0001/; // eslint-disable-line no-control-regex

/**
 * Replaces the template variables in one text. A variable with several values gives one text per value; several such
 * variables give every combination. Unknown variables stay as they are: the back end names them.
 */
export function expand(text: string, templates: Templates, scopedVars: ScopedVars = {}): Expansion {
  if (text.search(reference) < 0) {
    return present([text]);
  }
  const values: string[][] = [];
  const seen = new Set<string>();
  let all = false;
  const replaced = templates.replace(
    text.replace(listFormat, '${$1}'),
    scopedVars,
    (value: unknown, variable?: { name?: string }) => {
      const name = variable?.name ?? '';
      seen.add(name);
      // Grafana hands out every option of a variable on All. A single value is that of a repeated panel.
      all ||= Array.isArray(value) && isOnAll(name, templates);
      values.push((Array.isArray(value) ? value : [value]).map((one) => String(one ?? '')));
      return mark(values.length - 1);
    },
  );
  // A custom value for All is written into the text as it is.
  all ||= namesIn(text).some((name) => !seen.has(name) && !(name in scopedVars) && isOnAll(name, templates));
  const texts = combinations(replaced, values);
  return all || texts.some((one) => one.trim() === allValue) ? 'all' : present(texts);
}

/** The one value of an option; undefined where its variable is empty or on All. */
export function expandOne(text: string, templates: Templates, scopedVars: ScopedVars = {}): string | undefined {
  const expansion = expand(text, templates, scopedVars);
  return expansion === 'all' ? undefined : expansion[0];
}

function present(texts: readonly string[]): Expansion {
  const given = texts.map((text) => text.trim()).filter((text) => text !== '');
  return given.includes(allValue) ? 'all' : [...new Set(given)];
}

function combinations(text: string, values: readonly (readonly string[])[]): string[] {
  let texts = [text];
  for (let found = marks.exec(text); found; found = marks.exec(texts[0] ?? '')) {
    const choices = values[Number(found[1])] ?? [];
    texts = texts.flatMap((one) => choices.map((choice) => one.replace(found[0], () => choice)));
    if (values.length > 1) {
      texts = texts.slice(0, maxFilterValues + 1); // one too many: the back end then refuses them
    }
  }
  return texts;
}

function namesIn(text: string): string[] {
  return [...text.matchAll(reference)].map(([, plain, braces, brackets]) => plain ?? braces ?? brackets ?? '');
}

function isOnAll(name: string, templates: Templates): boolean {
  const variable = templates.getVariables().find((known) => known.name === name);
  const current: unknown = variable && 'current' in variable ? variable.current : undefined;
  const value: unknown =
    typeof current === 'object' && current !== null && 'value' in current ? current.value : undefined;
  return value === allValue || (Array.isArray(value) && value[0] === allValue);
}
