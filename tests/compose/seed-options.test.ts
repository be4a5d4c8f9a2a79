import { describe, expect, test } from '@jest/globals';
import { readOptions } from '../../seed/options.ts';
import { readTarget } from '../../seed/target.ts';
import { runSeed } from './support/run-seed.ts';

const url = 'mssql://sa@localhost/LcsCDR_demo';

describe('options of the seed command', () => {
  test('come from the command line, then from the environment, then from defaults', () => {
    const environment = { LCSCDR_SEED_URL: url, LCSCDR_SEED_DAYS: '7', LCSCDR_READER_LOGIN: '' };
    expect(readOptions(['--sessions-per-day', '500'], environment)).toEqual({
      url,
      password: undefined,
      days: 7,
      sessionsPerDay: 500,
      seed: 1,
      overwrite: false,
      refresh: undefined,
      reader: undefined,
    });
    expect(readOptions(['--days', '3'], environment)?.days).toBe(3);
    expect(readOptions(['--refresh', '6'], environment)?.refresh).toBe(6);
  });

  test.each([
    [[], {}, /No server: give --url .* LCSCDR_SEED_URL/],
    [['--url', url, '--days', '0'], {}, /--days 0: expected a whole number from 1 to 400/],
    [['--url', url, '--days', '1e2'], {}, /--days 1e2/],
    [['--url', url], { LCSCDR_SEED_DAYS: 'all' }, /--days all/],
    [['--url', url, '--reader', 'grafana'], {}, /No password for the login grafana: set LCSCDR_READER_PASSWORD/],
    [['--url', url, '--force'], {}, /--force/],
  ])('%j with %j is refused', (args, environment, message) => {
    expect(() => readOptions(args, environment)).toThrow(message);
  });
});

describe('the server of the seed command', () => {
  test('is reached as the plugin reaches it', () => {
    const target = readTarget('mssql://sa:a%2Fb@sql01.example.com:1450/LcsCDR_demo?instance=MON', undefined);
    expect(target.config('master')).toMatchObject({
      server: 'sql01.example.com',
      port: 1450,
      database: 'master',
      authentication: { type: 'default', options: { userName: 'sa', password: 'a/b' } },
      options: { encrypt: true, trustServerCertificate: false, readOnlyIntent: false },
    });
  });

  test('takes a Windows account, and another login of SQL Server beside it', () => {
    const target = readTarget('mssql://admin@sql01/LcsCDR_demo?domain=contoso&trustServerCertificate=true', 'secret');
    expect(target.config('LcsCDR_demo').authentication).toEqual({
      type: 'ntlm',
      options: { userName: 'admin', password: 'secret', domain: 'CONTOSO' },
    });
    const reader = target.config('LcsCDR_demo', { login: 'reader', password: 'other' });
    expect(reader.authentication).toEqual({ type: 'default', options: { userName: 'reader', password: 'other' } });
    expect(reader.options).toMatchObject({ trustServerCertificate: true, readOnlyIntent: true });
  });

  test.each([
    ['postgres://sa@localhost/LcsCDR_demo', /not of the form mssql:/],
    ['sql01', /not of the form mssql:/],
    ['mssql://localhost/LcsCDR_demo', /names no login/],
    ['mssql://sa@localhost', /names no database/],
    ['mssql://sa@localhost/master', /none of SQL Server's own/],
    ['mssql://sa@localhost/a]b', /names no database/],
  ])('%s is refused', (text, message) => {
    expect(() => readTarget(text, 'secret')).toThrow(message);
    expect(() => readTarget(text, 'secret')).not.toThrow(/secret/);
  });

  test('needs a password', () => {
    expect(() => readTarget(url, undefined)).toThrow('No password for the login sa: set LCSCDR_SEED_PASSWORD.');
  });
});

describe('the seed command', () => {
  test('explains itself', () => {
    const { code, out } = runSeed(['--help']);
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('LCSCDR_SEED_PASSWORD') });
  });

  test('names a wrong option, and where the right ones are', () => {
    const { code, error } = runSeed(['--days', 'many', '--url', url]);
    expect({ code, error }).toEqual({ code: 2, error: expect.stringMatching(/--days many.*\n.*--help/) });
  });

  test('says where nothing answers', () => {
    const { code, error } = runSeed(['--url', 'mssql://sa@127.0.0.1:1/LcsCDR_demo?trustServerCertificate=true'], {
      LCSCDR_SEED_PASSWORD: 'Not-Shown-1',
    });
    expect({ code, error }).toEqual({ code: 1, error: expect.stringMatching(/^Nothing answers on 127\.0\.0\.1/) });
    expect(error).not.toContain('Not-Shown-1');
  });
});
