import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { QueryDraft } from '../../contract/query.ts';
import { reportDefinition, reportIds, type ReportId } from '../../contract/reports/index.ts';
import { sections } from '../../contract/vocabulary.ts';
import { ask, keyValues, textFilters } from '../../tests/support/report-queries.ts';
import { dialectNames, given, recordingCdr, type RecordingCdr } from '../../tests/support/recording-cdr.ts';
import { failureCounts } from '../cdr/questions/failure-counts.ts';

/** Texts that break statements which paste values in. Each holds a mark that no statement of ours contains. */
const hostile = [
  "xq'xq",
  "xq' or '1'='1",
  "xq'; drop table SessionDetails;--",
  'xq"xq',
  'xq[xq]',
  'xq]]xq',
  'xq%xq_xq[a-z]',
  'xq\\xq\\',
  'xq\u0000xq',
  'xq\nxq\r\nGO\nxq',
  'xq/*xq*/',
  '@1xq',
  '?xq',
  '${xq} {xq}',
  'xqˈ＇ʼ’xq',
  'xqÄß例😀\u202Exq',
  `xq${'x'.repeat(998)}`,
  `xq${"'".repeat(998)}`,
];

const anyHostile = fc.oneof(
  fc.constantFrom(...hostile),
  fc
    .string({
      unit: fc.constantFrom("'", '"', ';', '-', '[', ']', '%', '\\', '\u0000', 'ü', '😀', '@', '?'),
      maxLength: 40,
    })
    .map((text) => `xq${text}xq`),
);

/** The texts that were sent, in lower case: how they are compared. */
const textsOf = ({ statements }: RecordingCdr) =>
  new Set(statements.flatMap(({ parameters }) => parameters.map((value) => String(value).toLowerCase())));

/** Every way to ask a report: its formats, and for conferences its sections. */
function variants(report: ReportId): Omit<QueryDraft, 'filters'>[] {
  const { formats, options } = reportDefinition(report);
  return formats.flatMap((format) => {
    const asked = { report, format, ...(format === 'numeric' && options.dimensions && { dimensions: 'pools' }) };
    return options.section ? sections.map(({ id }) => ({ ...asked, section: id })) : [asked];
  });
}

/** CDR Freshness compares names of stores with those that the archive has, by itself. */
const asksByText = (report: ReportId) => report !== 'cdrFreshness' && textFilters(report).length > 0;

/** Some failures, so that reports go on to ask about them. */
const failures = given(failureCounts, [{ DiagnosticId: 7025, ResponseCode: 504, sessions: 3, users: 1 }]);

describe.each(reportIds.filter(asksByText))('%s', (report) => {
  const ids = textFilters(report);
  const { filters, keys: needsKey } = reportDefinition(report);
  const keys = Object.fromEntries(Object.entries(keyValues).filter(([id]) => (filters as string[]).includes(id)));

  test.each(ids.length > 0 ? dialectNames : [])('no text of a filter becomes part of its SQL: %s', async (dialect) => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...variants(report)),
        fc.array(anyHostile, { minLength: ids.length, maxLength: ids.length }),
        fc.boolean(),
        async (variant, values, withKeys) => {
          const cdr = recordingCdr(dialect, { archive: true, answers: [failures] });
          const given = Object.fromEntries(ids.map((id, index) => [id, values[index] as string]));
          await ask(cdr, { ...variant, filters: { ...given, ...(withKeys && keys) } });
          const sent = textsOf(cdr);
          for (const { sql } of cdr.statements) {
            expect(sql).not.toContain('xq');
          }
          // A conference URI lets no peer-to-peer session pass, so some texts may go nowhere, but never all of them.
          expect(values.some((value) => sent.has(value.trim().toLowerCase()))).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });

  test.each(ids)('the filter %s alone is sent as parameters, in every dialect', async (id) => {
    for (const dialect of dialectNames) {
      const cdr = recordingCdr(dialect, { archive: true });
      await ask(cdr, { report, filters: { ...(needsKey && keys), [id]: hostile } });
      const sent = textsOf(cdr);
      expect(hostile.filter((value) => !sent.has(value.trim().toLowerCase()))).toEqual([]);
      expect(cdr.statements.filter(({ sql }) => sql.includes('xq'))).toEqual([]);
    }
  });

  test('codes and keys are parameters too', async () => {
    const cdr = recordingCdr('T-SQL', { archive: true });
    const codes = { diagnosticIds: [987_654_321, null], responseCodes: '987654322,none' };
    const given = Object.fromEntries(
      Object.entries({ ...codes, ...keys }).filter(([id]) => (filters as string[]).includes(id)),
    );
    await ask(cdr, { report, filters: { ...given, ...(ids[0] && { [ids[0]]: 'xq' }) } });
    expect(cdr.statements.filter(({ sql }) => /98765432\d|2026|0f8fad5b/i.test(sql))).toEqual([]);
    const sent = cdr.statements.flatMap(({ parameters }) => parameters);
    expect((filters as string[]).includes('diagnosticIds')).toBe(sent.includes(987_654_321));
    expect((filters as string[]).includes('telemetryId')).toBe(sent.includes('0F8FAD5B-D9CB-469F-A165-70867728950E'));
  });
});
