import { clickHouseEngine } from './pkg/cdr/engines/clickhouse/engine.ts';
import { validateSettings } from './contract/settings.ts';
import { openCdr } from './pkg/cdr/open-cdr.ts';
import { questionExamples } from './tests/support/question-examples.ts';
const settings = validateSettings({ engine: 'clickhouse', url: 'http://127.0.0.1:18123', archiveDatabase: 'lcs', username: 'reader', cacheSeconds: 0 });
const engine = clickHouseEngine(settings.connection as never, settings.limits, { password: 'secret' });
const cdr = openCdr(engine, settings);
const call = await cdr.forCall(new AbortController().signal);
const { compilerFor } = await import('./pkg/cdr/compile.ts');
const { readCatalog } = await import('./pkg/cdr/catalog.ts');
const rows = await engine.catalog(new AbortController().signal);
const compile = compilerFor(engine.dialect, readCatalog(rows));
const sql = { db: engine.dialect.builder(), dialect: engine.dialect, features: call.features, classification: call.classification, counting: call.counting };
const to = Date.UTC(2026, 10, 12, 9, 30);
const t0 = performance.now();
for (let i=0;i<10;i++) await engine.query({sql:'select 1',parameters:[]},{signal:new AbortController().signal,maxRows:10});
console.log('select 1', (performance.now()-t0)/10);
for (const e of questionExamples) {
  const q = e.describe(sql as never, { range: { from: to - 7*86400000, to }, binMinutes: 60 });
  if (!q) continue;
  const st = compile(q);
  const times: number[] = []; let n = 0;
  for (let i = 0; i < 3; i++) { const t = performance.now(); n = (await engine.query(st, { signal: new AbortController().signal, maxRows: 1e6 })).length; times.push(performance.now() - t); }
  console.log(e.title, n, times.map(x => x.toFixed(0)).join(' '), st.sql.length);
  if (process.argv[2] && e.title.includes(process.argv[2])) console.log(st.sql);
}
await engine.close();
