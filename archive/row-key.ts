import type { ArchivedView } from '../pkg/cdr/schema/archive.ts';
import { cell } from './cell.ts';
import type { SourceRow } from './target.ts';

/** Columns that tell rows of a view apart, within a store. */
export const keyColumns = ({ key, alsoKey }: ArchivedView): readonly string[] => [...key, ...alsoKey];

/** What tells a row of a view apart, names without regard to case. */
export const rowKey = (view: ArchivedView, row: SourceRow): string =>
  JSON.stringify(keyColumns(view).map((name) => cell(row[name]))).toLowerCase();
