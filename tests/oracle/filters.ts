import type { ErrorReportRow } from '../../pkg/cdr/schema/views.ts';
import type { Code, Filters } from '../../contract/query.ts';
import { failedCategories, type Category, type Direction, type Location } from '../../contract/vocabulary.ts';
import type { Range } from './buckets.ts';
import type { Task } from './frames.ts';
import { indexOf, type Session } from './index-rows.ts';
import { fold, foldAddress } from './text.ts';

type TextTest = (...candidates: (string | null)[]) => boolean;

/** One of the candidates is among the values, as addresses compare; true without values. NULL equals nothing. */
export function anyUri(values: readonly string[] | undefined): TextTest {
  if (!values) {
    return () => true;
  }
  const passes = (address: string) =>
    values.some((value) =>
      value.endsWith('*')
        ? address.startsWith(
            value
              .slice(0, -1)
              .toLowerCase()
              .replace(/^<?(sip:|sips:|tel:)?/, ''),
          )
        : address === foldAddress(value),
    );
  const answers = new Map<string, boolean>();
  return (...candidates) =>
    candidates.some((text) => {
      if (text === null) {
        return false;
      }
      const known = answers.get(text) ?? passes(foldAddress(text));
      answers.set(text, known);
      return known;
    });
}

/** One of the candidates is among the values, as names compare; true without values. NULL equals nothing. */
export function anyName(values: readonly string[] | undefined): TextTest {
  if (!values) {
    return () => true;
  }
  const wanted = new Set(values.map(fold));
  return (...candidates) => candidates.some((text) => text !== null && wanted.has(fold(text)));
}

/** The code is among the values, where null stands for none; true without values. */
export const anyCode =
  (values: readonly Code[] | undefined) =>
  (code: Code): boolean =>
    !values || values.includes(code);

export const inRange = (time: number, { from, to }: Range): boolean => from <= time && time < to;

/** The filters that a session answers with one of its error reports: all of them with the same one. */
export function errorReportFilter(filters: Filters): (report: ErrorReportRow) => boolean {
  const [request, source, application] = [filters.requestTypes, filters.sources, filters.applications].map(anyName);
  return (report) =>
    Boolean(request?.(report.RequestType) && source?.(report.Source) && application?.(report.Application));
}

/** Whether any filter asks for error reports. */
export const asksForReports = ({ requestTypes, sources, applications }: Filters): boolean =>
  Boolean(requestTypes ?? sources ?? applications);

/** The filters that compare with a party, an agent, a pool or a conference, answered by an error report. */
export function reportPartyFilter(filters: Filters): (report: ErrorReportRow) => boolean {
  const pool = anyName(filters.pools);
  const [from, to, user, conference] = [filters.fromUsers, filters.toUsers, filters.users, filters.conferenceUris].map(
    anyUri,
  );
  const agent = anyName(filters.userAgents);
  return (report) =>
    pool(report.Pool) &&
    agent(report.ClientVersion) &&
    Boolean(
      from?.(report.FromUri) &&
      to?.(report.ToUri, report.ConferenceUri) &&
      user?.(report.FromUri, report.ToUri) &&
      conference?.(report.ConferenceUri),
    );
}

/** Whether any filter is there that only an error report can answer for its progress reports. */
export const asksForParties = (filters: Filters): boolean =>
  Boolean(
    filters.pools ??
    filters.fromUsers ??
    filters.toUsers ??
    filters.users ??
    filters.userAgents ??
    filters.conferenceUris,
  );

/** Where a session was: outside where any party is known to be, inside where some is known to be and none outside. */
export function locationOf({ inside }: Session): Location | null {
  return inside.includes(0) ? 'outside' : inside.includes(1) ? 'inside' : null;
}

export const gatewaysOf = ({ gateways, conferenceGateways }: Session) => [...gateways, ...conferenceGateways];
export const mediationServersOf = ({ mediationServers, conferenceMediationServers }: Session) => [
  ...mediationServers,
  ...conferenceMediationServers,
];

/** Which ways a call went. */
export function directionsOf({ gateways: [from = null, to = null] }: Session): Direction[] {
  return [...(to === null ? [] : (['toPstn'] as const)), ...(from === null ? [] : (['fromPstn'] as const))];
}

/** Domains of the parties. */
export function domainsOf({ addresses }: Session): string[] {
  return addresses.flatMap((address) => {
    const at = address?.indexOf('@') ?? -1;
    return at < 0
      ? []
      : [
          (address ?? '')
            .slice(at + 1)
            .split(/[;>?]/)[0]
            ?.trimEnd()
            .toLowerCase() ?? '',
        ];
  });
}

function kindPasses({ modalities, conferenceTypes }: Filters, session: Session): boolean {
  if (!modalities && !conferenceTypes) {
    return true;
  }
  return session.activity === 'p2p'
    ? Boolean(modalities?.some((id) => session.modalities.includes(id)))
    : Boolean(conferenceTypes?.some((id) => session.conferenceTypes.includes(id)));
}

function keyPasses({ sessionIdTime, sessionIdSeq }: Filters, session: Session): boolean {
  return sessionIdTime === undefined || (session.time === sessionIdTime && session.seq === sessionIdSeq);
}

/** Every filter of the query that a session answers, range and settings apart. */
export function sessionPasses(task: Task): (session: Session) => boolean {
  return sessionFilter(task, task.query.filters.categories);
}

function sessionFilter({ query: { filters }, category }: Task, categories: readonly Category[] | undefined) {
  const pool = anyName(filters.pools);
  const agent = anyName(filters.userAgents);
  const diagnosticId = anyCode(filters.diagnosticIds);
  const responseCode = anyCode(filters.responseCodes);
  const from = anyUri(filters.fromUsers);
  const to = anyUri(filters.toUsers);
  const user = anyUri(filters.users);
  const conference = anyUri(filters.conferenceUris);
  const frontEnd = anyName(filters.frontEnds);
  const gateway = anyName(filters.gateways);
  const clientType = anyName(filters.clientTypes);
  const domain = anyName(filters.domains);
  const reportPasses = errorReportFilter(filters);
  return (session: Session): boolean =>
    (!filters.activities || filters.activities.includes(session.activity)) &&
    pool(session.pool, ...session.edges) &&
    kindPasses(filters, session) &&
    keyPasses(filters, session) &&
    diagnosticId(session.diagnosticId) &&
    responseCode(session.responseCode) &&
    from(session.from) &&
    to(session.to) &&
    user(session.from, session.activity === 'p2p' ? session.to : null) &&
    agent(session.agent) &&
    conference(session.conferenceUri) &&
    frontEnd(session.frontEnd) &&
    (!filters.gateways || gateway(...gatewaysOf(session), ...mediationServersOf(session))) &&
    (!filters.directions || directionsOf(session).some((way) => filters.directions?.includes(way))) &&
    clientType(session.clientType) &&
    (!filters.locations || filters.locations.some((where) => where === locationOf(session))) &&
    (!filters.domains || domain(...domainsOf(session))) &&
    (!categories || categories.includes(category(session.diagnosticId, session.responseCode))) &&
    (!asksForReports(filters) || session.reports.some(reportPasses));
}

/** Sessions of both kinds in the range that pass the filters and are not left out by the settings. */
export function selectSessions(task: Task): Session[] {
  return select(task, task.query.filters.categories);
}

/** The same, but only failed ones where no category is asked for. */
export function selectFailed(task: Task): Session[] {
  return select(task, task.query.filters.categories ?? failedCategories);
}

function select(task: Task, categories: readonly Category[] | undefined): Session[] {
  const passes = sessionFilter(task, categories);
  const { includeRetried, includeSynthetic } = task.settings;
  return indexOf(task.rows).sessions.filter(
    (session) =>
      inRange(session.time, task.range) &&
      (includeRetried || !session.retried) &&
      (includeSynthetic || !session.synthetic) &&
      passes(session),
  );
}
