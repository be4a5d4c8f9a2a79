import { describe, expect, test } from '@jest/globals';
import { DiagnosticsError } from '../../../errors.ts';
import { readServerName } from './server-name.ts';

test.each([
  ['', { host: '' }],
  ['sql01', { host: 'sql01' }],
  ['sql01.example.com', { host: 'sql01.example.com' }],
  ['sql_01.example.com.', { host: 'sql_01.example.com.' }],
  ['sql01\\MON', { host: 'sql01', instance: 'MON' }],
  ['sql01 \\ MON', { host: 'sql01', instance: 'MON' }],
  ['sql01\\', { host: 'sql01' }],
  ['sql01\\MSSQLSERVER', { host: 'sql01' }],
  ['sql01\\MON,14330', { host: 'sql01', instance: 'MON', port: 14330 }],
  ['sql01\\MON:14330', { host: 'sql01', instance: 'MON', port: 14330 }],
  ['sql01,14330\\MON', { host: 'sql01', instance: 'MON', port: 14330 }],
  ['sql01:14330\\MON', { host: 'sql01', instance: 'MON', port: 14330 }],
  ['sql01,14330', { host: 'sql01', port: 14330 }],
  ['sql01, 14330', { host: 'sql01', port: 14330 }],
  ['sql01 ,14330', { host: 'sql01', port: 14330 }],
  ['sql01:14330', { host: 'sql01', port: 14330 }],
  ['tcp:sql01', { host: 'sql01' }],
  ['TCP:sql01', { host: 'sql01' }],
  ['tcp: sql01,14330', { host: 'sql01', port: 14330 }],
  ['tcp:sql01\\MON', { host: 'sql01', instance: 'MON' }],
  ['10.0.0.5', { host: '10.0.0.5' }],
  ['10.0.0.5,1433', { host: '10.0.0.5', port: 1433 }],
  ['10.0.0.5:1433', { host: '10.0.0.5', port: 1433 }],
  ['::1', { host: '::1' }],
  ['2001:db8::5', { host: '2001:db8::5' }],
  ['[::1]', { host: '::1' }],
  ['[::1]:1433', { host: '::1', port: 1433 }],
  ['[2001:db8::5],1433', { host: '2001:db8::5', port: 1433 }],
  ['[2001:db8::5]\\MON', { host: '2001:db8::5', instance: 'MON' }],
  ['tcp:[::1],1433', { host: '::1', port: 1433 }],
  ['.', { host: 'localhost' }],
  ['(local)', { host: 'localhost' }],
  ['(LOCAL)\\MON', { host: 'localhost', instance: 'MON' }],
  ['.\\SQLEXPRESS', { host: 'localhost', instance: 'SQLEXPRESS' }],
  ['.,14330', { host: 'localhost', port: 14330 }],
  ['sql01,1433;ApplicationIntent=ReadOnly', { host: 'sql01', port: 1433, readOnlyIntent: true }],
  ['sql01; Application Intent = ReadWrite;', { host: 'sql01', readOnlyIntent: false }],
  [
    'tcp:ag,1433;MultiSubnetFailover=True;applicationintent=readonly',
    { host: 'ag', port: 1433, multiSubnetFailover: true, readOnlyIntent: true },
  ],
  ['ag;multisubnetfailover=no', { host: 'ag', multiSubnetFailover: false }],
])('%s', (text, parts) => {
  expect(readServerName(text)).toEqual(parts);
});

describe('what cannot be understood is refused with what to do', () => {
  const refusal = (text: string): string => {
    try {
      return JSON.stringify(readServerName(text));
    } catch (error) {
      return error instanceof DiagnosticsError ? `${error.code} ${error.message}` : String(error);
    }
  };

  test.each([
    ['np:sql01', /protocol np, and the plugin speaks TCP alone/],
    ['lpc:sql01', /protocol lpc/],
    ['np:\\\\sql01\\pipe\\sql\\query', /protocol np/],
    ['\\\\sql01\\pipe\\MSSQL$MON\\sql\\query', /protocol np/],
    ['admin:sql01', /protocol admin/],
    ['(localdb)\\MSSQLLocalDB', /LocalDB/],
    ['sql01 sql02', /no name of a SQL Server/],
    ['sql01,abc', /no name of a SQL Server/],
    ['sql01,', /no name of a SQL Server/],
    ['\\MON', /no name of a SQL Server/],
    ['https://sql01/', /no name of a SQL Server/],
    ['jdbc:sqlserver://sql01:1433', /no name of a SQL Server/],
    ['sql01\\MON\\x', /no name of a SQL Server/],
    ['sql01;ApplicationIntent=Maybe', /takes ApplicationIntent and MultiSubnetFailover/],
    ['sql01;Database=LcsCDR;User Id=sa;Password=Secret-1', /more of a connection string/],
    ['Server=sql01;Password=Secret-1', /more of a connection string|no name/],
  ])('%s', (text, says) => {
    expect(refusal(text)).toMatch(/^settings setting server: Server /);
    expect(refusal(text)).toMatch(says);
    expect(refusal(text)).not.toContain('Secret-1');
  });
});
