import { instantText } from '../../pkg/cdr/engines/clickhouse/values.ts';
import { archivedView, copiedColumn, storeColumn, type ArchivedView } from '../../pkg/cdr/schema/archive.ts';

/** Names of the columns of an archived view, in the order in which `archivedValues` has their values. */
export const archivedColumns = ({ columns }: ArchivedView): [string, ...string[]] => {
  const [first = storeColumn, ...others] = columns.map(({ name }) => name);
  return [first, ...others, storeColumn, copiedColumn];
};

/** Makes lists of values of rows, as the format JSONCompactEachRow takes them: instants as text in UTC. */
export function archivedValues(
  view: string,
  { store, copied }: { readonly store: string; readonly copied: number },
): (row: Readonly<Record<string, unknown>>) => unknown[] {
  const columns = archivedView(view).columns.map(({ name, type }) => ({ name, isInstant: type === 'datetime' }));
  return (row) => {
    const values = columns.map(({ name, isInstant }) => {
      const value = row[name] ?? null;
      return isInstant && typeof value === 'number' ? instantText(value) : value;
    });
    return [...values, store, copied];
  };
}
