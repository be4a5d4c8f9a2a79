import { describe, expect, it } from '@jest/globals';
import { reportDefinition, reportIds } from '../../contract/reports/index.ts';
import { validateSettings } from '../../contract/settings.ts';
import { validateQuery } from '../../contract/validate.ts';
import { combinations } from './combinations.ts';
import { rows } from './fixture.ts';
import { expected } from './oracle.ts';

describe('combinations', () => {
  const cases = combinations(1000, 1, rows);

  it('are deterministic', () => {
    expect(combinations(1000, 1, rows)).toEqual(cases);
    expect(combinations(1000, 2, rows)).not.toEqual(cases);
  });

  it('are valid queries that the oracle answers', () => {
    const settings = validateSettings({});
    for (const { name, saved, range, zone } of cases) {
      const frames = expected(rows, validateQuery(saved), range, zone, settings);
      expect({ name, frames: frames.length }).not.toEqual({ name, frames: 0 });
      expect(range.to - range.from).toBeGreaterThanOrEqual(0);
    }
  });

  it('reach every report, format, interval and filter', () => {
    const seen = new Set(
      cases.flatMap(({ saved: { report, format, interval, filters } }) => [
        `${report} ${format}`,
        `${report} ${interval}`,
        ...Object.keys(filters ?? {}).map((id) => `${report} ${id}`),
      ]),
    );
    const wanted = reportIds.flatMap((id) => {
      const { formats, intervals = [], filters } = reportDefinition(id);
      return [...formats, ...intervals, ...filters].map((word) => `${id} ${word}`);
    });
    expect(wanted.filter((word) => !seen.has(word))).toEqual([]);
  });
});
