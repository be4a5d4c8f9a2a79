import { filters } from './filters.ts';
import { options } from './options.ts';

/** Fields of a query that are neither filters nor options, as the editor calls them. */
const labels: Readonly<Record<string, string>> = {
  report: 'Report',
  format: 'Format',
  timezone: 'Time zone',
  fresh: 'Read anew',
  filters: 'Filters',
};

/** What the editor shows beside a field; the path where it has none. */
export function labelOfField(path: string): string {
  const filter = filters.find(({ id }) => path === `filters.${id}`);
  const option = Object.values(options).find(({ id }) => path === id);
  return (filter ?? option)?.label ?? labels[path] ?? path;
}

/** What is wrong with a query or with settings: names the field as the screen does, and what it takes. Shown to users as it is. */
export class ContractError extends Error {
  /** Path of the field, such as `filters.pools`. */
  readonly field: string;
  /** What is wrong with it, without its name. */
  readonly problem: string;

  constructor(field: string, problem: string) {
    super(`${labelOfField(field)}: ${problem}`);
    this.name = 'ContractError';
    this.field = field;
    this.problem = problem;
  }
}

/** Shows a wrong value in a message: short, quoted, never more than a glance. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? `"${value}"` : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** `a, b or c`. */
export function alternatives(values: readonly string[]): string {
  return values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${values.at(-1) ?? ''}`;
}
