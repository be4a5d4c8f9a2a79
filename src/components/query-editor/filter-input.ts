import type { FilterDefinition } from '../../../contract/filters.ts';
import type { FilterInput } from '../../../contract/query.ts';

/** The values of a filter as texts, one per chip of the editor. */
export function textsOf({ kind }: FilterDefinition, input: FilterInput | undefined): string[] {
  const values = Array.isArray(input) ? (input as readonly unknown[]) : input === undefined ? [] : [input];
  const texts = values.map((value) => (value === null ? 'none' : String(value)));
  return texts
    .flatMap((text) => (kind === 'code' ? text.split(',') : [text]))
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

/** What is saved: numbers where codes are numbers, the bare value of a key; undefined where nothing is left. */
export function inputOf(definition: FilterDefinition, texts: readonly string[]): FilterInput | undefined {
  const values = textsOf(definition, texts);
  if (values.length === 0) {
    return undefined;
  }
  switch (definition.kind) {
    case 'text':
    case 'choice':
      return values;
    case 'code':
      return values.map((text) => (/^-?\d{1,10}$/.test(text) ? Number(text) : text));
    default:
      return values[0];
  }
}
