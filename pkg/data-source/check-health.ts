import type { Connection } from '../../contract/settings.ts';
import { requiredObjects } from '../cdr/catalog.ts';
import type { Cdr } from '../cdr/cdr.ts';
import { documentedIds } from '../cdr/classification.ts';
import type { CdrDatabase } from '../cdr/open-cdr.ts';
import { sessionSpan } from '../cdr/questions/session-span.ts';
import { pipeline, type CallContext, type Handler, type HealthResult, type InstanceCache } from '../plugin/index.ts';
import { knowPeople } from '../query/people.ts';
import { translateErrors } from '../query/errors.ts';
import type { DataSourceInstance } from './instance.ts';

/**
 * Answers "Save & test": connects, probes the catalog anew and looks at the time span of the sessions.
 * @throws PluginError where the CDR cannot be reached
 */
export function checkHealth(instances: InstanceCache<DataSourceInstance>): Handler<CallContext, HealthResult> {
  return pipeline<CallContext, HealthResult>()
    .through(translateErrors())
    .through(knowPeople(instances))
    .to(async ({ settings, signal }) => {
      const instance = instances.get(settings);
      // Whoever tests may see people: that the key is missing for those who may not is found out here.
      await instance.people({ fromAlert: false });
      return instance.use((database, answers) => {
        database.forget();
        answers.clear();
        return check(database, instance.settings().connection, signal);
      });
    });
}

async function check(database: CdrDatabase, connection: Connection, signal: AbortSignal): Promise<HealthResult> {
  const cdr = await database.forCall(signal);
  const { objects, missing, mediaTypes } = cdr.features;
  const absent = requiredObjects.filter((name) => !objects.has(name));
  const details = {
    engine: connection.engine,
    ...('database' in connection && { database: connection.database }),
    objects: [...objects].sort(),
    missing,
    mediaTypes,
    classification: classifiedBy(cdr),
  };
  if (absent.length > 0) {
    return {
      ok: false,
      message: `The database has no ${absent.join(', no ')}, or the login may not read it. Check that it is the LcsCDR of Lync Server 2013 or Skype for Business Server, and grant SELECT on its views.`,
      details,
    };
  }
  const [found] = await cdr.ask(sessionSpan, {});
  const span = found && { from: new Date(found.first).toISOString(), to: new Date(found.last).toISOString() };
  const sessions = span ? `sessions from ${span.from} to ${span.to}.` : 'no sessions yet.';
  const gaps = missing.length > 0 ? ` ${missing.length} notes in the details.` : '';
  const { server } = cdr.classification;
  const classified = server?.exists ? ` ${server.told}` : '';
  return {
    ok: true,
    message: `${database.place}: ${sessions}${gaps}${classified}`,
    details: { ...details, ...(span && { sessions: span }) },
  };
}

/** Where the categories of diagnostic IDs come from, in the order in which it is asked. */
function classifiedBy({ classification: { server }, counting }: Cdr): string[] {
  const own = counting.categoryMap.length;
  return [
    ...(own > 0 ? [`The settings classify ${own} diagnostic IDs or pairs.`] : []),
    server?.told ?? 'The classification of the server is switched off.',
    `The built-in list has ${documentedIds.length} diagnostic IDs.`,
  ];
}
