import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ContractError } from './query-error.ts';
import { readEach, settingDefaults, validateSettings } from './settings.ts';

const failure = (jsonData: unknown): string => {
  try {
    validateSettings(jsonData);
  } catch (error) {
    expect(error).toBeInstanceOf(ContractError);
    return (error as ContractError).message;
  }
  return 'accepted';
};

const sqlserver = {
  engine: 'sqlserver',
  server: '',
  database: 'LcsCDR',
  authentication: 'sql',
  username: '',
  domain: '',
  instance: '',
  encrypt: true,
  tlsSkipVerify: false,
  tlsServerName: '',
  tlsMinVersion: 'TLSv1.2',
  readOnlyIntent: true,
  multiSubnetFailover: false,
  maxConnections: 8,
};
const limits = {
  connectTimeout: 15,
  queryTimeout: 60,
  maxRows: 500_000,
  cacheSeconds: 10,
  recentCacheSeconds: 300,
  settledCacheSeconds: 21_600,
  cacheMegabytes: 64,
};
const counting = {
  reportTimeZone: 'UTC',
  baselineClock: 'utc',
  failureRate: 'unexpected',
  includeRetried: false,
  includeSynthetic: false,
  ambiguousResponses: 'unexpected',
  serverClassification: true,
  categoryMap: [],
};

const people = {
  personalData: 'everyone',
  personalDataInAlerts: false,
  pseudonymDomains: 'hidden',
  ownDomains: '',
  personalDataTrail: false,
};

describe('settings', () => {
  test.each([[undefined], [null], [{}]])('have defaults for everything: %p', (jsonData) => {
    expect(validateSettings(jsonData)).toEqual({ connection: sqlserver, counting, limits, people });
  });

  test('of demo data have no server', () => {
    expect(validateSettings({ engine: 'embedded' })).toEqual({
      connection: {
        engine: 'embedded',
        demo: { seed: 1, days: 60, sessionsPerDay: 1200, incidents: true, edgeCases: false, region: 'emea' },
      },
      counting,
      limits,
      people,
    });
  });

  test('have the defaults that the editor shows', () => {
    const archives = {
      ...{ archivePath: '', url: '', archiveDatabase: 'lcscdr_archive' },
      ...{ clickhouseAuthentication: 'password', compression: true },
    };
    expect(settingDefaults).toEqual({ ...sqlserver, ...archives, demo: {}, ...counting, ...limits, ...people });
  });

  test('trim texts, take digits for numbers and stand in for emptied fields', () => {
    const settings = validateSettings({
      server: '  sql01\\MON ',
      port: '14330',
      queryTimeout: '120',
      database: ' ',
      reportTimeZone: '',
    });
    expect(settings).toMatchObject({
      connection: { server: 'sql01\\MON', port: 14330, database: 'LcsCDR' },
      limits: { queryTimeout: 120 },
      counting: { reportTimeZone: 'UTC' },
    });
  });

  describe('as provisioning leaves them', () => {
    test('a text that looked like a number or a truth value is the text it was', () => {
      expect(
        validateSettings({ username: 100234, database: true, domain: 0, server: 10.5, instance: false }).connection,
      ).toMatchObject({ username: '100234', database: 'true', domain: '0', server: '10.5', instance: 'false' });
    });

    test('numbers and truth values may be texts', () => {
      const settings = validateSettings({
        port: ' 1444 ',
        queryTimeout: '030',
        maxRows: 1e3,
        encrypt: 'false',
        tlsSkipVerify: ' TRUE ',
        includeRetried: 'True',
        categoryMap: [{ diagnosticId: '1003', responseCode: ' 504 ', category: 'expected' }],
      });
      expect(settings).toMatchObject({
        connection: { port: 1444, encrypt: false, tlsSkipVerify: true },
        limits: { queryTimeout: 30, maxRows: 1000 },
        counting: {
          includeRetried: true,
          categoryMap: [{ diagnosticId: 1003, responseCode: 504, category: 'expected' }],
        },
      });
      const demo = { days: '30', seed: '7', end: '1700000000000', incidents: 'false', edgeCases: 'true' };
      expect(validateSettings({ engine: ' embedded ', demo }).connection).toMatchObject({
        demo: { days: 30, seed: 7, end: 1_700_000_000_000, incidents: false, edgeCases: true },
      });
    });

    test.each(['', '  ', null])('%j is a setting that was not set, whatever its type', (nothing) => {
      const names = ['engine', ...Object.keys(settingDefaults), 'port'];
      const empty = Object.fromEntries(names.map((name) => [name, nothing]));
      expect(validateSettings(empty)).toEqual(validateSettings({}));
      const demo = { seed: nothing, days: nothing, sessionsPerDay: nothing, end: nothing, incidents: nothing };
      expect(validateSettings({ ...empty, engine: 'embedded', demo })).toEqual(
        validateSettings({ engine: 'embedded' }),
      );
    });

    test('the settings page shows each in its type, and what is wrong as it is', () => {
      const saved = { server: 5, port: '1444', encrypt: 'false', engine: ' embedded', maxRows: 'many', database: '' };
      expect(readEach(saved)).toEqual({
        server: '5',
        port: 1444,
        encrypt: false,
        engine: 'embedded',
        maxRows: 'many',
      });
    });
  });

  test.each(['Etc/Unknown', ' etc/unknown '])('a zone that a browser does not know is none: %j', (reportTimeZone) => {
    expect(validateSettings({ reportTimeZone }).counting.reportTimeZone).toBe('UTC');
  });

  test('leave the fields of Grafana alone', () => {
    const settings = validateSettings({ pdcInjected: true, server: 'sql01' });
    expect(settings).toEqual(validateSettings({ server: 'sql01' }));
  });

  test('tell a mapping for every code from one for sessions without a code', () => {
    const categoryMap = [
      { diagnosticId: 1003, category: 'expected' },
      { diagnosticId: null, responseCode: null, category: 'success' },
    ];
    expect(validateSettings({ categoryMap }).counting.categoryMap).toEqual(categoryMap);
  });

  test.each([
    [{ engine: 'oracle' }, 'setting engine: expected sqlserver, archiveFile, clickhouse or embedded'],
    [{ server: {} }, 'setting server: expected text'],
    [{ server: ['sql01'] }, 'setting server: expected text'],
    // More digits than a number keeps: what was written is lost.
    [{ username: 1e19 }, 'setting username: expected text'],
    [{ port: true }, 'setting port: expected a whole number from 1 to 65535'],
    [{ port: '1e3' }, 'setting port: expected a whole number from 1 to 65535'],
    [{ port: 1e9 }, 'setting port: expected at most 65535'],
    [{ port: {} }, 'setting port: expected a whole number from 1 to 65535'],
    [{ queryTimeout: '30s' }, 'setting queryTimeout: expected a whole number from 1 to 3600'],
    [{ encrypt: 1 }, 'setting encrypt: expected true or false'],
    [{ port: 0 }, 'setting port: expected at least 1'],
    [{ port: 65_536 }, 'setting port: expected at most 65535'],
    [{ port: 'http' }, 'setting port: expected a whole number from 1 to 65535'],
    [{ queryTimeout: 1.5 }, 'setting queryTimeout: expected a whole number'],
    [{ queryTimeout: 0 }, 'setting queryTimeout: expected at least 1'],
    [{ maxRows: 999 }, 'setting maxRows: expected at least 1000'],
    [{ cacheSeconds: -1 }, 'setting cacheSeconds: expected at least 0'],
    [{ encrypt: 'yes' }, 'setting encrypt: expected true or false'],
    [{ tlsMinVersion: 'SSLv3' }, 'setting tlsMinVersion: expected TLSv1, TLSv1.1 or TLSv1.2'],
    [{ serverClassification: 'no' }, 'setting serverClassification: expected true or false'],
    [{ failureRate: 'both' }, 'setting failureRate: expected unexpected or all'],
    [{ baselineClock: 'Europe/Berlin' }, 'setting baselineClock: expected utc or reportTimeZone'],
    [{ categoryMap: {} }, 'setting categoryMap: expected a list'],
    [
      { categoryMap: [{ diagnosticId: 1, category: 'bad' }] },
      'setting categoryMap.0.category: expected success, expected, unexpected or uncategorized',
    ],
    [
      { categoryMap: [{ diagnosticId: 'all', category: 'expected' }] },
      'setting categoryMap.0.diagnosticId: expected a number',
    ],
    [
      { categoryMap: [{ diagnosticId: 1, responseCode: 4.5, category: 'expected' }] },
      'setting categoryMap.0.responseCode: expected a whole number',
    ],
    [{ reportTimeZone: 'Berlin' }, 'setting reportTimeZone: expected an IANA name such as Europe/Berlin'],
    [{ engine: 'embedded', demo: { days: 401 } }, 'setting demo.days: expected at most 400'],
    [{ engine: 'embedded', demo: { end: 'now' } }, 'setting demo.end: expected epoch milliseconds'],
  ])('%j is refused by name', (jsonData, message) => {
    expect(failure(jsonData)).toBe(message);
  });

  test.each([2 ** 31, -(2 ** 31) - 1, 1e15])('a code that no int of SQL Server holds is refused: %p', (code) => {
    const message = 'expected a whole number from -2147483648 to 2147483647';
    expect(failure({ categoryMap: [{ diagnosticId: code, category: 'expected' }] })).toBe(
      `setting categoryMap.0.diagnosticId: ${message}`,
    );
    expect(failure({ categoryMap: [{ diagnosticId: 1, responseCode: code, category: 'expected' }] })).toBe(
      `setting categoryMap.0.responseCode: ${message}`,
    );
  });

  test.each([
    ['embedded', { server: {}, port: 'http', encrypt: 'yes', authentication: 'kerberos' }],
    ['sqlserver', { demo: { days: 401, seed: 'one' } }],
  ])('of another engine are not looked at: %s', (engine, others) => {
    expect(validateSettings({ engine, ...others })).toEqual(validateSettings({ engine }));
    expect(failure({ engine, ...others, cacheSeconds: -1 })).toBe('setting cacheSeconds: expected at least 0');
  });

  // As the form saves them, and the samples of the docs have them.
  test('that are flat are dealt out', () => {
    const server = {
      engine: 'sqlserver',
      server: 'sql01.example.com',
      port: 1444,
      database: 'LcsCDR_2',
      authentication: 'ntlm',
      username: 'reader',
      domain: 'EXAMPLE',
      encrypt: true,
      tlsServerName: 'sql01',
      tlsMinVersion: 'TLSv1',
      readOnlyIntent: false,
      multiSubnetFailover: true,
      maxConnections: 2,
    };
    const limited = { ...limits, connectTimeout: 5, queryTimeout: 30, maxRows: 2000, cacheSeconds: 0 };
    const counted = {
      reportTimeZone: 'Europe/Berlin',
      baselineClock: 'reportTimeZone',
      failureRate: 'all',
      includeRetried: true,
      includeSynthetic: true,
      ambiguousResponses: 'expected',
      serverClassification: false,
      categoryMap: [{ diagnosticId: 1003, category: 'expected' }],
    };
    expect(validateSettings({ ...server, ...limited, ...counted, demo: { days: 30 } })).toEqual({
      connection: { ...server, instance: '', tlsSkipVerify: false },
      counting: counted,
      limits: limited,
      people,
    });
  });

  test.each(['text', 5, true])('%p is no object of settings', (jsonData) => {
    expect(failure(jsonData)).toMatch(/^setting jsonData: /);
  });

  test('whatever is wrong ends in a ContractError that names a setting', () => {
    const names = ['engine', 'server', 'port', 'encrypt', 'maxRows', 'reportTimeZone', 'categoryMap', 'demo'];
    const jsonData = fc.oneof(
      fc.jsonValue(),
      fc.record(Object.fromEntries(names.map((name) => [name, fc.jsonValue()])), { requiredKeys: [] }),
    );
    fc.assert(
      fc.property(jsonData, (value) => {
        expect(failure(value)).toMatch(/^(accepted$|setting [\w.]+: )/);
      }),
    );
  });
});
