import { describe, expect, it } from '@jest/globals';
import { optionOf } from '../../contract/options.ts';
import { reportDefinition, reportIds } from '../../contract/reports/index.ts';
import { validateSettings } from '../../contract/settings.ts';
import { validateQuery } from '../../contract/validate.ts';
import { spikeGroups } from '../../contract/vocabulary.ts';
import { combinations } from './combinations.ts';
import { driverCombinations } from './driver-combinations.ts';
import { rows } from './fixture.ts';
import type { OracleCase } from './oracle-case.ts';
import { expected } from './oracle.ts';
import { spikeCombinations, spikeReports } from './spike-combinations.ts';

const lists: [string, (seed: number) => OracleCase[]][] = [
  ['combinations', (seed) => combinations(1000, seed, rows)],
  ['combinations of the spike reports', (seed) => spikeCombinations(1000, seed, rows)],
  ['combinations of failure drivers', (seed) => driverCombinations(400, seed, rows)],
];

describe.each(lists)('%s', (_name, draw) => {
  const cases = draw(1);

  it('are deterministic', () => {
    expect(draw(1)).toEqual(cases);
    expect(draw(2)).not.toEqual(cases);
  });

  it('are valid queries that the oracle answers', () => {
    const settings = validateSettings({}).counting;
    for (const { name, saved, range, zone } of cases) {
      const frames = expected(rows, validateQuery(saved), range, zone, settings);
      expect({ name, frames: frames.length }).not.toEqual({ name, frames: 0 });
      expect(range.to - range.from).toBeGreaterThanOrEqual(0);
    }
  });
});

describe('combinations together', () => {
  const cases = lists.flatMap(([, draw]) => draw(1));

  it('reach every report, format, interval and filter', () => {
    const seen = new Set(
      cases.flatMap(({ saved: { report, format, interval, filters } }) => [
        `${report} ${format}`,
        `${report} ${interval}`,
        ...Object.keys(filters ?? {}).map((id) => `${report} ${id}`),
      ]),
    );
    const wanted = reportIds.flatMap((id) => {
      const { formats, filters } = reportDefinition(id);
      const intervals = optionOf(reportDefinition(id), 'interval')?.choices ?? [];
      // Stores are those of an archive.
      const answered = filters.filter((filter) => filter !== 'stores');
      return [...formats, ...intervals.map((word) => word.id), ...answered].map((word) => `${id} ${word}`);
    });
    expect(wanted.filter((word) => !seen.has(word))).toEqual([]);
  });

  it('reach every group of the spike reports, alone and with others', () => {
    const seen = new Set(
      cases.flatMap(({ saved: { report, format, groupBy } }) => {
        const groups = [groupBy ?? []].flat();
        return groups.map((group) => `${report} ${format} ${group} ${groups.length > 1 ? 'and others' : 'alone'}`);
      }),
    );
    const ofOneCdr = spikeGroups.filter(({ id }) => id !== 'store');
    const wanted = ofOneCdr.flatMap(({ id }) =>
      reportDefinition('failureSpikes').formats.flatMap((format) =>
        ['alone', 'and others'].map((how) => `failureSpikes ${format} ${id} ${how}`),
      ),
    );
    expect(wanted.filter((word) => !seen.has(word))).toEqual([]);
    expect(spikeReports.filter((report) => !cases.some(({ saved }) => saved.report === report))).toEqual([]);
  });
});
