import { sql } from 'kysely';
import type { Connection } from '../../contract/settings.ts';
import { requiredObjects } from '../cdr/catalog.ts';
import type { Cdr, CdrCall } from '../cdr/cdr.ts';
import type { OpenCdr } from '../cdr/open-cdr.ts';
import { pipeline, type CallContext, type Handler, type HealthResult, type InstanceCache } from '../plugin/index.ts';
import { translateErrors } from '../query/errors.ts';
import type { DataSourceInstance } from './instance.ts';

/**
 * Answers "Save & test": connects, probes the catalog anew and looks at the time span of the sessions.
 * @throws PluginError where the CDR cannot be reached
 */
export function checkHealth(instances: InstanceCache<DataSourceInstance>): Handler<CallContext, HealthResult> {
  return pipeline<CallContext, HealthResult>()
    .through(translateErrors())
    .to(({ settings, signal }) => {
      const instance = instances.get(settings);
      return instance.use((open) => check(open, instance.settings().connection, signal));
    });
}

async function check(open: OpenCdr, connection: Connection, signal: AbortSignal): Promise<HealthResult> {
  open.forget();
  const cdr = await open.cdr(signal);
  const { objects, missing, mediaTypes } = cdr.features;
  const absent = requiredObjects.filter((name) => !objects.has(name));
  const details = {
    engine: connection.engine,
    ...(connection.engine === 'sqlserver' && { database: connection.database }),
    objects: [...objects].sort(),
    missing,
    mediaTypes,
  };
  if (absent.length > 0) {
    return {
      ok: false,
      message: `The database has no ${absent.join(', no ')}, or the login may not read it. Check that it is the LcsCDR of Lync Server 2013 or Skype for Business Server, and grant SELECT on its views.`,
      details,
    };
  }
  const span = await sessionSpan(cdr, { signal, executed: [], sqlSeconds: 0 });
  const where =
    connection.engine === 'embedded' ? 'Demo data' : `Connected to ${connection.database} on ${connection.server}`;
  const gaps = missing.length > 0 ? ` ${missing.length} notes in the details.` : '';
  return {
    ok: true,
    message: span ? `${where}: sessions from ${span.from} to ${span.to}.${gaps}` : `${where}: no sessions yet.${gaps}`,
    details: { ...details, ...(span && { sessions: span }) },
  };
}

/** First and last session, as ISO 8601; undefined without sessions. Two look-ups at the ends of the key. */
async function sessionSpan(cdr: Cdr, call: CdrCall): Promise<{ from: string; to: string } | undefined> {
  const query = cdr.db
    .selectFrom('SessionDetailsView as s')
    .select([
      sql<number | null>`min(s.SessionIdTime)`.as('first'),
      sql<number | null>`max(s.SessionIdTime)`.as('last'),
    ]);
  const [row] = await cdr.run(query, call);
  if (row?.first == null || row.last == null) {
    return undefined;
  }
  return { from: new Date(row.first).toISOString(), to: new Date(row.last).toISOString() };
}
