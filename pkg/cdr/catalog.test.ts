import { describe, expect, test } from '@jest/globals';
import { missingSentence, readCatalog, requiredObjects } from './catalog.ts';
import type { Row } from './engine.ts';
import { viewColumns } from './schema/columns.ts';

type Name = keyof typeof viewColumns;
interface Options {
  readonly schema?: string;
  /** How the server spells names. */
  readonly spelled?: (name: string) => string;
  readonly without?: readonly string[];
}

/** Rows of the catalog query for a whole LcsCDR, without some views (`View`) or columns (`View.Column`). */
function rowsOf({ schema = 'dbo', spelled = (name) => name, without = [] }: Options = {}): Row[] {
  return (Object.keys(viewColumns) as Name[])
    .filter((name) => !without.includes(name))
    .flatMap((name) =>
      viewColumns[name]
        .filter((column) => !without.includes(`${name}.${column}`))
        .map((column) => ({ TABLE_SCHEMA: schema, TABLE_NAME: spelled(name), COLUMN_NAME: spelled(column) })),
    );
}

describe('a whole LcsCDR', () => {
  test.each<[string, Options]>([
    ['as documented', {}],
    ['with names in lower case', { spelled: (name) => name.toLowerCase() }],
    ['with names in upper case', { spelled: (name) => name.toUpperCase() }],
    ['in another schema', { schema: 'lync' }],
    ['in a database without schemas', { schema: '' }],
  ])('%s lacks nothing', (_, options) => {
    const { features } = readCatalog(rowsOf(options));
    expect(features.missing).toEqual([]);
    expect(features.mediaTypes).toBe('view');
    expect([...features.objects].sort()).toEqual(Object.keys(viewColumns).sort());
  });

  test('is located under the names the server gives', () => {
    const catalog = readCatalog(rowsOf({ schema: 'lync', spelled: (name) => name.toLowerCase() }));
    expect(catalog.locate('SessionDetailsView')).toEqual({
      schema: 'lync',
      name: 'sessiondetailsview',
      missingColumns: [],
    });
  });

  test('is found in dbo where another schema has views of the same name, in any order', () => {
    const copy = rowsOf({ schema: 'archive', without: ['SessionDetailsView.Pool'] });
    for (const rows of [
      [...copy, ...rowsOf()],
      [...rowsOf(), ...copy],
      [...copy, ...rowsOf()].sort((a, b) => String(a.COLUMN_NAME).localeCompare(String(b.COLUMN_NAME))),
    ]) {
      expect(readCatalog(rows).locate('SessionDetailsView')).toEqual({
        schema: 'dbo',
        name: 'SessionDetailsView',
        missingColumns: [],
      });
    }
  });

  test.each([
    ['ConferencesView', 'ConferenceView'],
    ['VoipDetailsView', 'voipdetailview'],
    ['ErrorReportView', 'ErrorReportsView'],
    ['ProgressReportView', 'ProgressReportsView'],
  ])('may name %s differently: %s', (name, other) => {
    const catalog = readCatalog(rowsOf({ spelled: (spelling) => (spelling === name ? other : spelling) }));
    expect(catalog.locate(name)).toEqual({ schema: 'dbo', name: other, missingColumns: [] });
    expect(catalog.features.missing).toEqual([]);
  });
});

describe('a database with gaps', () => {
  test('an empty one lacks every view, and says what that costs', () => {
    const { features } = readCatalog([]);
    expect(features.objects.size).toBe(0);
    expect(features.mediaTypes).toBe('none');
    expect(features.missing).toHaveLength(9);
    expect(requiredObjects.filter((name) => !features.missing.includes(missingSentence(name)))).toEqual([]);
  });

  test('a view it lacks is named with what that costs', () => {
    const catalog = readCatalog(rowsOf({ without: ['VoipDetailsView'] }));
    expect(catalog.locate('VoipDetailsView')).toBeNull();
    expect(catalog.features.objects.has('VoipDetailsView')).toBe(false);
    expect(catalog.features.missing).toEqual([
      'VoipDetailsView does not exist, or the login may not read it: phone numbers and gateways are empty.',
    ]);
  });

  test('a column it lacks is named', () => {
    const catalog = readCatalog(rowsOf({ without: ['ErrorReportView.TelemetryId', 'ErrorReportView.SetupTime'] }));
    expect(catalog.locate('ErrorReportView')?.missingColumns).toEqual(['TelemetryId', 'SetupTime']);
    expect(catalog.features.missing).toEqual(['ErrorReportView lacks TelemetryId, SetupTime: shown as empty.']);
  });

  test('a dictionary table that it hides costs no word', () => {
    expect(readCatalog(rowsOf({ without: ['Pools', 'Gateways'] })).features.missing).toEqual([]);
  });

  test.each<[string, string[], string[]]>([
    ['view', [], []],
    ['table', ['SessionDetailsView.MediaTypes'], []],
    ['mediaView', ['SessionDetailsView.MediaTypes', 'SessionDetails'], []],
    ['mediaView', ['SessionDetailsView.MediaTypes', 'SessionDetails.MediaTypes'], ['SessionDetails lacks']],
    [
      'none',
      ['SessionDetailsView.MediaTypes', 'SessionDetails', 'MediaView'],
      ['Neither MediaTypes nor the Media view can be read'],
    ],
    [
      'none',
      ['SessionDetailsView.MediaTypes', 'SessionDetails', 'MediaView.Media'],
      ['MediaView lacks Media', 'Neither MediaTypes nor the Media view can be read'],
    ],
  ])('media bits come from the %s, without %j', (source, without, notes) => {
    const { features } = readCatalog(rowsOf({ without }));
    expect(features.mediaTypes).toBe(source);
    expect(features.missing.filter((note) => !notes.some((start) => note.startsWith(start)))).toEqual([]);
  });
});

describe('use of a catalog', () => {
  test('names that are no objects of LcsCDR are not located, and not taken for used', () => {
    const catalog = readCatalog(rowsOf());
    expect(['s', 'cell', 'Users', 'toString', 'constructor', '__proto__'].map((name) => catalog.locate(name))).toEqual(
      Array.from({ length: 6 }, () => undefined),
    );
    expect(catalog.takeUsed()).toEqual(new Set());
  });

  test('remembers what was asked for since the last look', () => {
    const catalog = readCatalog(rowsOf({ without: ['VoipDetailsView'] }));
    catalog.locate('VoipDetailsView');
    catalog.locate('Pools');
    catalog.locate('Pools');
    expect(catalog.takeUsed()).toEqual(new Set(['VoipDetailsView', 'Pools']));
    expect(catalog.takeUsed()).toEqual(new Set());
  });
});
