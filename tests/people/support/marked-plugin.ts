// The plugin itself, on rows whose every personal value is a marker: all but where its rows come from is what is built.
import '../../../pkg/plugin/output.ts';
import { DatabaseSync } from 'node:sqlite';
import { validateSettings } from '../../../contract/settings.ts';
import { createSchema } from '../../../demo/lcscdr/ddl.ts';
import { SqliteFiller } from '../../../demo/loaders/fill-sqlite.ts';
import { SqliteDatabase } from '../../../pkg/cdr/engines/sqlite/database.ts';
import { demoEngine } from '../../../pkg/cdr/engines/sqlite/demo-engine.ts';
import { AnswerCache } from '../../../pkg/async/answer-cache.ts';
import { openCdr } from '../../../pkg/cdr/open-cdr.ts';
import { checkHealth } from '../../../pkg/data-source/check-health.ts';
import { callResource } from '../../../pkg/data-source/call-resource.ts';
import { createInstance, type DataSourceInstance } from '../../../pkg/data-source/instance.ts';
import { bytesOfFrames, InstanceCache, serve, type Frame } from '../../../pkg/plugin/index.ts';
import { answerQuery } from '../../../pkg/query/answer-query.ts';
import { inProcess } from '../../support/in-process.ts';
import { databaseError, failing, markedRows } from './marked-rows.ts';

const db = new DatabaseSync(':memory:');
createSchema('sqlite').forEach((statement) => {
  db.exec(statement);
});
new SqliteFiller(db).fill([markedRows()]);
const connection = inProcess(new SqliteDatabase(db));

/** Fails where it is asked about the instant that stands for it, with a text that quotes a name. */
const database: typeof connection = {
  ...connection,
  query: (sql, parameters, signal) =>
    parameters.includes(failing)
      ? Promise.reject(new Error(databaseError, { cause: new Error(databaseError) }))
      : connection.query(sql, parameters, signal),
};

const instances = new InstanceCache<DataSourceInstance>({
  create: (settings) => {
    const instance = createInstance(settings);
    const choices = validateSettings(settings.jsonData);
    const cdr = openCdr(
      demoEngine(
        { seed: 1, days: 3, sessionsPerDay: 100, incidents: true, edgeCases: false, region: 'emea' },
        () => database,
      ),
      choices,
    );
    const answers = new AnswerCache<Frame[]>({ seconds: choices.limits.cacheSeconds, bytesOf: bytesOfFrames });
    return { ...instance, use: (work) => work(cdr, answers) };
  },
  dispose: (instance) => instance.close(),
});

await serve({
  query: answerQuery(instances),
  checkHealth: checkHealth(instances),
  callResource: callResource(instances),
});
