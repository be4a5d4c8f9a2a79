import { describe, expect, test } from '@jest/globals';
import { missingSentence, readCatalog, requiredObjects } from './catalog.ts';
import type { FoundRow } from './engines/engine.ts';
import { viewColumns } from './schema/columns.ts';

type Name = keyof typeof viewColumns;
interface Options {
  readonly schema?: string;
  /** How the server spells names. */
  readonly spelled?: (name: string) => string;
  readonly without?: readonly string[];
}

/** Rows of the catalog query for a whole LcsCDR, without some views (`View`) or columns (`View.Column`). */
function rowsOf({ schema = 'dbo', spelled = (name) => name, without = [] }: Options = {}): FoundRow[] {
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

  test('is found under the names the server gives, columns too', () => {
    const catalog = readCatalog(rowsOf({ schema: 'lync', spelled: (name) => name.toLowerCase() }));
    expect(catalog.find('Pools')).toEqual({
      schema: 'lync',
      name: 'pools',
      columns: new Map([
        ['PoolId', 'poolid'],
        ['PoolFQDN', 'poolfqdn'],
      ]),
    });
  });

  test('is found in dbo where another schema has views of the same name, in any order', () => {
    const copy = rowsOf({ schema: 'archive', without: ['SessionDetailsView.Pool'] });
    for (const rows of [
      [...copy, ...rowsOf()],
      [...rowsOf(), ...copy],
      [...copy, ...rowsOf()].sort((a, b) => String(a.COLUMN_NAME).localeCompare(String(b.COLUMN_NAME))),
    ]) {
      const found = readCatalog(rows).find('SessionDetailsView');
      expect(found).toMatchObject({ schema: 'dbo', name: 'SessionDetailsView' });
      expect(found?.columns.get('Pool')).toBe('Pool');
    }
  });

  test.each<[Name, string]>([
    ['ConferencesView', 'ConferenceView'],
    ['VoipDetailsView', 'voipdetailview'],
    ['ErrorReportView', 'ErrorReportsView'],
    ['ProgressReportView', 'ProgressReportsView'],
  ])('may name %s differently: %s', (name, other) => {
    const catalog = readCatalog(rowsOf({ spelled: (spelling) => (spelling === name ? other : spelling) }));
    expect(catalog.find(name)).toMatchObject({ schema: 'dbo', name: other });
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
    expect(catalog.find('VoipDetailsView')).toBeUndefined();
    expect(catalog.features.objects.has('VoipDetailsView')).toBe(false);
    expect(catalog.features.missing).toEqual([
      'VoipDetailsView does not exist, or the login may not read it: phone numbers and gateways are empty.',
    ]);
  });

  test('a column it lacks is named', () => {
    const catalog = readCatalog(rowsOf({ without: ['ErrorReportView.TelemetryId', 'ErrorReportView.SetupTime'] }));
    const columns = [...(catalog.find('ErrorReportView')?.columns ?? [])];
    expect(columns.flatMap(([name, found]) => (found === undefined ? [name] : []))).toEqual([
      'TelemetryId',
      'SetupTime',
    ]);
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

describe('collations', () => {
  const collated = (...names: (string | null)[]) =>
    readCatalog(rowsOf().map((row, index) => ({ ...row, COLLATION_NAME: names[index % names.length] ?? null })))
      .features.caseless;

  test.each([
    'SQL_Latin1_General_CP1_CI_AS',
    'Latin1_General_CI_AS',
    'Latin1_General_100_CI_AS_SC',
    'French_CI_AS_KS_WS',
    'bbf_unicode_cp1_ci_as',
  ])('%s compares without case', (name) => {
    expect(collated(null, name)).toBe(true);
  });

  // Collations of SQL Server that heed case, take accents for none, or have another I.
  test.each([
    'SQL_Latin1_General_CP1_CS_AS',
    'Latin1_General_BIN2',
    'Latin1_General_100_BIN2_UTF8',
    'Latin1_General_CI_AI',
    'Turkish_100_CI_AS',
    'Azeri_Latin_100_CI_AS',
    'SQL_Latin1_General_CP1254_CI_AS',
  ])('%s does not, nor does a database with one such column', (name) => {
    expect(collated(name)).toBe(false);
    expect(collated(null, 'Latin1_General_CI_AS', name)).toBe(false);
  });

  test('that are not told are taken to', () => {
    expect(readCatalog(rowsOf()).features.caseless).toBe(true);
  });
});
