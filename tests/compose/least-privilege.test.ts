import { expect, test } from '@jest/globals';
import { otherNames } from '../../pkg/cdr/catalog.ts';
import { viewColumns } from '../../pkg/cdr/schema/columns.ts';
import { serverTable } from '../../pkg/cdr/schema/server-table.ts';
import { batchesOf } from '../../seed/sql-script.ts';
import { read } from './support/compose-file.ts';
import { grantsOfScript } from './support/granted.ts';
import { objectsRead } from './support/objects-read.ts';

const grants = grantsOfScript();

test('the script grants what the reports, value lists and the probe read, under every name it goes by, and nothing else', async () => {
  const seen = [...(await objectsRead(220))];
  const names = seen.flatMap((name) => [name, ...(otherNames[name as keyof typeof otherNames] ?? [])]);
  expect([...grants.keys()].sort()).toEqual([...names, serverTable].sort());
});

test('views and dictionaries are granted whole, of a table of sessions only the columns that are read', () => {
  const narrowed = [...grants].filter(([, columns]) => columns !== undefined);
  expect(narrowed).toEqual([['SessionDetails', viewColumns.SessionDetails]]);
});

test('a value is put into quotes alone, and cannot leave them', () => {
  const script = read('sql/least-privilege-login.sql');
  const used = [...script.matchAll(/(.*)\$\((\w+)\)(.*)/g)];
  expect(used.map(([, , name]) => name)).toEqual(['LoginName', 'LoginPassword']);
  for (const [, before, , after] of used) {
    expect(`${before}${after}`).toMatch(/^SET @\w+ = N'';$/);
  }
  const batches = batchesOf(script, { LoginName: "O'Neil", LoginPassword: "a'; DROP TABLE x; --" });
  expect(batches.at(-1)).toContain("SET @login = N'O''Neil';\nSET @password = N'a''; DROP TABLE x; --';");
});

test('a script is cut at GO, without the commands of sqlcmd, and wants every variable', () => {
  expect(batchesOf(':on error exit\nselect 1\nGO\nselect 2 -- GO\ngo\n\nGO\n', {})).toEqual([
    'select 1',
    'select 2 -- GO',
  ]);
  expect(() => batchesOf("select N'$(Nobody)'", {})).toThrow('The script needs a value for Nobody.');
});

test('the script keeps to what SQL Server 2008 R2 takes', () => {
  const script = read('sql/least-privilege-login.sql').replaceAll(/\/\*[^]*?\*\/|--.*$/gm, '');
  expect(script).toContain('sp_addrolemember');
  // New in 2012: ADD MEMBER, contained users, THROW, SEQUENCE and these functions; what follows came later still.
  expect(script).not.toMatch(/\b(ADD|DROP)\s+MEMBER\b|\bUSER\b.*\bWITH\s+PASSWORD\b|\bTHROW\b|\bSEQUENCE\b/i);
  expect(script).not.toMatch(/\b(IIF|CHOOSE|CONCAT|FORMAT|PARSE|TRY_\w+|EOMONTH|\w+FROMPARTS)\s*\(|\bOFFSET\b/i);
  expect(script).not.toMatch(/OR ALTER|IF EXISTS|STRING_|sp_add(?!rolemember)|xp_|TRIM\(|CONCAT_WS/i);
});
