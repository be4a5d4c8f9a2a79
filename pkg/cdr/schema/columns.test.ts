import { expect, test } from '@jest/globals';
import { columnType, sqlType, viewColumns } from './columns.ts';
import type { Bit, Guid, Instant, LcsCdr } from './views.ts';

type Same<A, B> = [A, B] extends [B, A] ? true : false;
type Session = LcsCdr['SessionDetailsView'];

test('a description gives the type of the value', () => {
  // Compiles where both types are the same.
  const types: [
    Same<Session['SessionIdTime'], Instant>,
    Same<Session['EndTime'], Instant | null>,
    Same<Session['SessionIdSeq'], number>,
    Same<Session['CallFlag'], number | null>,
    Same<Session['IsFromInternal'], Bit | null>,
    Same<Session['CorrelationId'], Guid | null>,
    Same<Session['FromUri'], string | null>,
    Same<LcsCdr['MediaView']['MediaStartTime'], Instant>,
    Same<LcsCdr['Pools'], { PoolId: number; PoolFQDN: string }>,
  ] = [true, true, true, true, true, true, true, true, true];
  expect(types).not.toContain(false);
  expect(viewColumns.Pools).toEqual(['PoolId', 'PoolFQDN']);
});

test('a description gives the type on the server, and that of the NULL in place of the column', () => {
  expect(sqlType('SessionDetailsView', 'SessionIdTime')).toBe('datetime');
  expect(columnType('SessionDetailsView', 'SessionIdTime')).toBe('datetime');
  expect(sqlType('SessionDetailsView', 'CallFlag')).toBe('smallint');
  expect(columnType('SessionDetailsView', 'CallFlag')).toBe('int');
  expect(sqlType('ErrorReportView', 'MsDiagHeader')).toBe('varchar(max)');
  expect(columnType('ErrorReportView', 'MsDiagHeader')).toBe('nvarchar(450)');
  expect(() => columnType('Pools', 'PoolName')).toThrow('Pools has no column PoolName.');
});
