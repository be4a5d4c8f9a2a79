import { describe, expect, test } from '@jest/globals';
import { describingCdr } from '../../../tests/support/recording-cdr.ts';
import { sqlOf } from '../../../tests/support/sql-of.ts';
import { storeNames } from './store-names.ts';

describe('names of stores', () => {
  test('come from the dictionaries of an archive', () => {
    expect(sqlOf(storeNames, {}, { archive: true })).toMatchInlineSnapshot(`
     -- T-SQL
     select distinct "t"."Store" as "value"
     from "dbo"."Pools" as "t"
     union all
     select distinct "t"."Store" as "value"
     from "dbo"."EdgeServers" as "t"
     union all
     select distinct "t"."Store" as "value"
     from "dbo"."ClientVersions" as "t"

     -- SQLite
     select distinct "t"."Store" as "value"
     from "dbo"."Pools" as "t"
     union all
     select distinct "t"."Store" as "value"
     from "dbo"."EdgeServers" as "t"
     union all
     select distinct "t"."Store" as "value"
     from "dbo"."ClientVersions" as "t"
    `);
  });

  test('are not asked for where there is one LcsCDR', () => {
    expect(storeNames.describe(describingCdr('SQLite'), {})).toBeUndefined();
    expect(storeNames.merge([], {})).toEqual([]);
  });

  test('are each told once', () => {
    expect(storeNames.read([{ value: 'emea' }, { value: 'apac' }, { value: 'emea' }], {})).toEqual(['emea', 'apac']);
    expect(storeNames.merge([['emea'], ['apac', 'emea']], {})).toEqual(['emea', 'apac']);
  });
});
