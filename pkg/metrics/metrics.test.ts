import { expect, test } from '@jest/globals';
import { metricsText, recordCache, recordQuery, recordSql, setPool } from './metrics.ts';

test('metrics are Prometheus text', async () => {
  recordQuery({ report: 'summary', outcome: 'ok', seconds: 0.01 });
  recordSql({ report: 'summary', seconds: 0.2, rows: 7 });
  recordSql({ report: undefined, seconds: 0.1, rows: 2 });
  recordCache(true);
  setPool('one', { size: 3, available: 2, pending: 0 });
  setPool('two', { size: 3, available: 2, pending: 0 });
  setPool('two', undefined);
  const text = await metricsText();
  for (const line of [
    'calldiagnostics_queries_total{report="summary",outcome="ok"} 1',
    'calldiagnostics_sql_rows_total{report="summary"} 7',
    'calldiagnostics_sql_rows_total{report="none"} 2',
    'calldiagnostics_sql_duration_seconds_count{report="summary"} 1',
    'calldiagnostics_cache_lookups_total{result="hit"} 1',
    'calldiagnostics_pool_connections{uid="one",state="size"} 3',
  ]) {
    expect(text.split('\n')).toContain(line);
  }
  expect(text).toContain('process_resident_memory_bytes');
  expect(text).not.toContain('uid="two"');
});
