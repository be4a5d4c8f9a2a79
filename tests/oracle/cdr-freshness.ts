import { reportDefinition } from '../../contract/reports/index.ts';
import type { Range } from './buckets.ts';
import { inRange } from './filters.ts';
import { columnIds, numericFrame, table, type OracleFrame, type Task } from './frames.ts';
import type { Stored } from './rows.ts';
import { compareText } from './text.ts';
import { median, weeksEarlier } from './spike-windows.ts';

const day = 24 * 3_600_000;

/** CDR Freshness. */
export function cdrFreshness(task: Task): OracleFrame[] {
  const { query } = task;
  const lines = storesOf(task).flatMap((store) => linesOf(task, store));
  const { title } = reportDefinition('cdrFreshness');
  if (query.format === 'numeric') {
    const groups = lines.map(({ recordType, age, missing: records, store }) => ({
      labels: { signal: recordType, ...(store !== null && { store }) },
      whole: { age, missing: records },
    }));
    return [numericFrame(task, groups)];
  }
  return [table(title, columnIds('cdrFreshness'), lines)];
}

/** The stores that were asked for, in that order, or all of them; none for a single LcsCDR. */
function storesOf({ rows, query }: Task): (string | null)[] {
  const { stores } = query.filters;
  const all = new Set(rows.sessions.map(({ Store = null }) => Store));
  return [...(stores ?? [...all].sort(compareText))];
}

function linesOf(task: Task, store: string | null) {
  const { query, range } = task;
  const rows = {
    sessions: ofStore(task.rows.sessions),
    conferenceSessions: ofStore(task.rows.conferenceSessions),
    errorReports: ofStore(task.rows.errorReports),
  };
  const p2p = rows.sessions.map((row) => row.SessionIdTime);
  const conference = rows.conferenceSessions.map((row) => row.SessionIdTime);
  const all = [
    { id: 'p2p', recordType: 'Peer-to-peer sessions', times: p2p },
    { id: 'conference', recordType: 'Conference sessions', times: conference },
    { id: 'sessions', recordType: 'All sessions', times: [...p2p, ...conference] },
    { id: 'errorReports', recordType: 'Error reports', times: rows.errorReports.map((row) => row.ErrorTime) },
  ];
  const { recordTypes: wanted } = query.filters;
  return all
    .filter(({ id }) => !wanted || wanted.some((one) => one === id))
    .map(({ recordType, times }) => {
      const newest = times.filter((time) => time < range.to).reduce((last, time) => Math.max(last, time), -Infinity);
      const none = newest === -Infinity;
      const since = { from: Math.max(newest, range.to - 7 * day), to: range.to };
      return {
        recordType,
        newest: none ? null : newest,
        age: none ? null : (range.to - newest) / 1000,
        missing: none ? null : missing(task, times, since),
        store,
      };
    });

  function ofStore<Row>(list: readonly Stored<Row>[]): readonly Row[] {
    return list.filter((row) => (row.Store ?? null) === store);
  }
}

/** Records of the same time in the weeks before that have any on their last day: the median, if there are two weeks. */
function missing(task: Task, times: readonly number[], since: Range): number | null {
  const count = (range: Range) => times.filter((time) => inRange(time, range)).length;
  const lastDay = { from: since.to - day, to: since.to };
  const weeks = [1, 2, 3, 4].filter((week) => count(weeksEarlier(task, lastDay, week)) > 0);
  return weeks.length < 2 ? null : median(weeks.map((week) => count(weeksEarlier(task, since, week))));
}
