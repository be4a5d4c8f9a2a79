import { describe, expect, test } from '@jest/globals';
import { validateSettings, type Limits, type SqlServerConnection } from '../../../../contract/settings.ts';
import { DiagnosticsError } from '../../../errors.ts';
import { DatetimeParameter } from '../../parameter.ts';
import { connectionConfig, type SqlServerSecrets } from './configuration.ts';
import { sqlServerEngine } from './engine.ts';

const base = { server: 'sql01.example.com', username: 'reader' };
const password = 'Pa55word!';
/** What the engine is given of some settings. */
function partsOf(jsonData: Record<string, unknown>): [SqlServerConnection, Limits] {
  const { connection, limits } = validateSettings({ ...jsonData, engine: 'sqlserver' });
  return [connection as SqlServerConnection, limits];
}

const configOf = (jsonData: Record<string, unknown> = {}, secrets: SqlServerSecrets = { password }) =>
  connectionConfig(...partsOf({ ...base, ...jsonData }), secrets);

const failure = (...args: Parameters<typeof configOf>): string => {
  try {
    configOf(...args);
  } catch (error) {
    return error instanceof DiagnosticsError ? `${error.code} ${error.message}` : String(error);
  }
  return 'accepted';
};

describe('port and instance', () => {
  const where = ({ server, port, options }: ReturnType<typeof configOf>) => ({
    server,
    port,
    instance: options.instanceName,
  });

  test.each([
    [{}, { server: 'sql01.example.com', port: 1433, instance: undefined }],
    [{ server: 'sql01\\MON' }, { server: 'sql01', port: undefined, instance: 'MON' }],
    [{ instance: 'MON' }, { server: 'sql01.example.com', port: undefined, instance: 'MON' }],
    [
      { server: 'sql01\\OLD', instance: 'MON' },
      { server: 'sql01', port: undefined, instance: 'MON' },
    ],
    [
      { server: 'sql01\\MON', port: 14330 },
      { server: 'sql01', port: 14330, instance: undefined },
    ],
    [{ server: 'sql01\\MON,14331' }, { server: 'sql01', port: 14331, instance: undefined }],
    [
      { server: 'sql01,14331', port: 14330 },
      { server: 'sql01', port: 14330, instance: undefined },
    ],
  ])('%j: a port wins over an instance, a setting over the host field', (jsonData, expected) => {
    expect(where(configOf(jsonData))).toEqual(expected);
  });

  test.each([
    ['sql01;ApplicationIntent=ReadWrite', {}, { readOnlyIntent: false, multiSubnetFailover: false }],
    ['sql01;ApplicationIntent=ReadOnly', { readOnlyIntent: false }, { readOnlyIntent: true }],
    ['sql01;MultiSubnetFailover=True', {}, { readOnlyIntent: true, multiSubnetFailover: true }],
    [
      'sql01',
      { readOnlyIntent: false, multiSubnetFailover: true },
      { readOnlyIntent: false, multiSubnetFailover: true },
    ],
  ])('%s with %j: what stands behind the host wins over the switches', (server, jsonData, expected) => {
    expect(configOf({ server, ...jsonData }).options).toMatchObject(expected);
  });

  test.each(['sql01,0', 'sql01,65536', 'sql01:99999'])('%s has no port there is', (server) => {
    expect(failure({ server })).toMatch(/^settings setting server: \d+ is no port, expected 1 to 65535\.$/);
  });
});

describe('what must be there', () => {
  test.each([
    [{ server: '' }, { password }, 'setting server: missing.'],
    [{ username: ' ' }, { password }, 'setting username: missing.'],
    [{}, {}, 'setting password: missing.'],
    [{}, { password, tlsCACert: 'MIIC...' }, 'setting tlsCACert: not a PEM certificate.'],
    [{ server: '10.0.0.5' }, { password }, 'setting tlsServerName: missing.'],
    [{ server: '[2001:db8::5],1433' }, { password }, 'setting tlsServerName: missing.'],
  ])('%j', (jsonData, secrets, message) => {
    expect(failure(jsonData, secrets)).toContain(`settings ${message}`);
    expect(failure(jsonData, secrets)).not.toContain(password);
  });
});

describe('TLS', () => {
  const pem = '-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----';

  test('is on, checked and of version 1.2 unless the settings say otherwise', () => {
    expect(configOf().options).toMatchObject({
      encrypt: true,
      trustServerCertificate: false,
      cryptoCredentialsDetails: { minVersion: 'TLSv1.2' },
    });
    expect(configOf().options).not.toHaveProperty('serverName');
    expect(configOf({ encrypt: false, tlsSkipVerify: true, tlsMinVersion: 'TLSv1' }).options).toMatchObject({
      encrypt: false,
      trustServerCertificate: true,
      cryptoCredentialsDetails: { minVersion: 'TLSv1' },
    });
  });

  test('takes the authority of the certificate', () => {
    const { cryptoCredentialsDetails } = configOf({}, { password, tlsCACert: `\n ${pem} \n` }).options;
    expect(cryptoCredentialsDetails.ca).toBe(pem);
    expect(configOf({}, { password, tlsCACert: '  ' }).options.cryptoCredentialsDetails).not.toHaveProperty('ca');
  });

  test.each([
    [{ server: '10.0.0.5', tlsServerName: 'sql01.example.com' }, 'sql01.example.com'],
    [{ tlsServerName: 'other.example.com' }, 'other.example.com'],
    [{ server: '10.0.0.5', tlsSkipVerify: true }, 'sqlserver'],
    [{ server: '10.0.0.5', encrypt: false }, undefined],
  ])('%j expects the name %s', (jsonData, serverName) => {
    expect(configOf(jsonData).options.serverName).toBe(serverName);
  });
});

describe('login and the rest', () => {
  test('a login of SQL Server has no domain', () => {
    expect(configOf({ domain: 'corp' }).authentication).toEqual({
      type: 'default',
      options: { userName: 'reader', password },
    });
  });

  test('a login of Windows has one, in capitals', () => {
    expect(configOf({ authentication: 'ntlm', domain: 'corp' }).authentication).toEqual({
      type: 'ntlm',
      options: { userName: 'reader', password, domain: 'CORP' },
    });
  });

  test('seconds become milliseconds, instants are UTC, reading is the intent', () => {
    const config = configOf({ connectTimeout: 7, queryTimeout: 90, maxConnections: 3, multiSubnetFailover: true });
    expect(config).toMatchObject({
      database: 'LcsCDR',
      connectionTimeout: 7000,
      requestTimeout: 90_000,
      pool: { max: 3, min: 0 },
      options: { useUTC: true, readOnlyIntent: true, multiSubnetFailover: true },
    });
  });
});

describe('the engine', () => {
  const options = { signal: new AbortController().signal, maxRows: 10 };

  test('refuses settings it cannot connect with before the first query', () => {
    expect(() => sqlServerEngine(...partsOf(base), {})).toThrow('setting password: missing.');
  });

  test('refuses more values than SQL Server takes, without a connection', async () => {
    const engine = sqlServerEngine(...partsOf(base), { password });
    const parameters = [...Array.from({ length: 2098 }, (_, index) => index), new DatetimeParameter(0)];
    const refused = await engine.query({ sql: 'select 1', parameters }, options).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: 'tooLarge',
      message: 'Filters: the query has 2099 values, SQL Server takes 2098. Use fewer values, or none for all.',
    });
    expect(engine.poolState()).toEqual({ size: 0, available: 0, pending: 0 });
    await engine.close();
  });
});
