import type { DashboardUid } from './catalogue.ts';
import { clicked, dataLink } from './links.ts';
import type { FieldName } from './fields.ts';
import type { Metric } from './stats.ts';
import type { Column } from './tables.ts';
import { code, colouredText, unfiltered, whole, withPhrase } from './tables.ts';

/** How a session ended, as a sheet: codes with what they mean, each the way to its kind in Top Failures. */
export function outcomeSheet(from: DashboardUid): Metric[] {
  return [
    { field: 'responseCode', link: toTopFailures(from, 'responseCode') },
    { field: 'responseMeaning' },
    { field: 'diagnosticId', link: toTopFailures(from, 'diagnosticId') },
    { field: 'diagnosticMeaning' },
    { field: 'category' },
  ];
}

/** The same as columns of a table, where a code and its phrase share a cell. */
export function outcomeColumns(from: DashboardUid): Column[] {
  return [
    { field: 'category', width: 150, looks: [colouredText] },
    {
      field: 'responseCode',
      width: 160,
      looks: [...code, withPhrase, unfiltered],
      link: toTopFailures(from, 'responseCode'),
    },
    { field: 'diagnosticId', width: 106, looks: [...code, unfiltered], link: toTopFailures(from, 'diagnosticId') },
    { field: 'diagnosticMeaning', looks: [whole] },
  ];
}

/** Fields that such a table does not need. */
export const withoutOutcome = ['responseMeaning'] as const satisfies readonly FieldName[];

function toTopFailures(from: DashboardUid, variable: 'responseCode' | 'diagnosticId') {
  const what = variable === 'responseCode' ? 'response code' : 'diagnostic ID';
  return dataLink(from, {
    title: `Top Failures with ${what} \${__value.text}`,
    to: 'cd-top-failures',
    set: { [variable]: clicked },
  });
}
