import { standsStillAfter } from '../../contract/archive.ts';
import type { Connection } from '../../contract/settings.ts';
import { requiredObjects } from '../cdr/catalog.ts';
import type { Cdr } from '../cdr/cdr.ts';
import { documentedIds } from '../cdr/classification.ts';
import type { CdrDatabase } from '../cdr/open-cdr.ts';
import { lastCopies } from '../cdr/questions/archiver-runs.ts';
import { sessionSpan } from '../cdr/questions/session-span.ts';
import { storeNames } from '../cdr/questions/store-names.ts';
import { storeSpans } from '../cdr/questions/store-spans.ts';
import { byCodePoint } from '../cdr/spellings.ts';
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
  const { told: sessions, details: held } = cdr.features.stores ? await storesOf(cdr) : await spanOf(cdr);
  const gaps = missing.length > 0 ? ` ${missing.length} notes in the details.` : '';
  const { server } = cdr.classification;
  const classified = server?.exists ? ` ${server.told}` : '';
  return {
    ok: true,
    message: `${database.place}: ${sessions}${gaps}${classified}`,
    details: { ...details, ...held },
  };
}

const span = ({ first, last }: { readonly first: number; readonly last: number }) => ({
  from: new Date(first).toISOString(),
  to: new Date(last).toISOString(),
});

async function spanOf(cdr: Cdr) {
  const [found] = await cdr.ask(sessionSpan, {});
  const sessions = found && span(found);
  return sessions
    ? { told: `sessions from ${sessions.from} to ${sessions.to}.`, details: { sessions } }
    : { told: 'no sessions yet.', details: {} };
}

/** What an archive holds of each store, and how far each is behind. */
async function storesOf(cdr: Cdr) {
  const [names, copied] = await Promise.all([cdr.ask(storeNames, {}), lastCopies(cdr, Date.now())]);
  const shown = [...names].sort(byCodePoint);
  const spans = new Map((await cdr.ask(storeSpans, { stores: shown })).map((one) => [one.store, one]));
  const stores = shown.map((store) => {
    const [of, at] = [spans.get(store), copied(store)];
    return {
      store,
      ...(of && { sessions: span(of) }),
      ...(at !== undefined && {
        copied: new Date(at).toISOString(),
        behindSeconds: Math.max(0, Math.round((Date.now() - at) / 1000)),
      }),
    };
  });
  const told = stores.map(({ store, sessions, behindSeconds: behind }) => {
    const held = sessions ? `sessions from ${sessions.from} to ${sessions.to}` : 'no sessions yet';
    const late = behind !== undefined && behind > standsStillAfter ? ' (is its archiver running?)' : '';
    return `${store}: ${held}${behind === undefined ? '' : `, copied ${ago(behind)} ago${late}`}.`;
  });
  return { told: told.length > 0 ? told.join(' ') : 'no store yet: run the archiver.', details: { stores } };
}

/** A length of time in its largest whole unit. */
function ago(seconds: number): string {
  const units = [
    [86_400, 'day'],
    [3600, 'hour'],
    [60, 'minute'],
  ] as const;
  const [size, name] = units.find(([least]) => seconds >= least) ?? [1, 'second'];
  const count = Math.floor(seconds / size);
  return `${count} ${name}${count === 1 ? '' : 's'}`;
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
