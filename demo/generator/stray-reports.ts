import type { ErrorReportRow } from '../../pkg/cdr/schema/views.ts';
import type { Slot } from './slot.ts';

const requests = ['SUBSCRIBE', 'SERVICE', 'REGISTER', 'MESSAGE'];
const ends = [
  [481, 2014, 'The subscription is unknown'],
  [409, 2139, 'A newer subscription took its place'],
  [500, 4000, 'The user services failed'],
  [403, 17002, 'The client version is not allowed'],
] as const;

/** Writes `count` error reports of requests that belong to no session. */
export function writeStrayReports(slot: Slot, count: number): void {
  for (let i = 0; i < count; i++) {
    slot.rows.errorReports.push(stray(slot));
  }
}

function stray(slot: Slot): ErrorReportRow {
  const { random, people, topology } = slot;
  const site = random.draw(topology.siteShares);
  const person = random.pick(people.bySite.get(site) ?? []);
  const [code, id, reason] = random.pick(ends);
  const frontEnd = random.pick(person.pool.frontEnds);
  return {
    ...slot.errorKey(slot.anyTime()),
    MsDiagId: id,
    FromUri: person.uri,
    ToUri: person.uri,
    ConferenceUri: null,
    SessionIdTime: null,
    SessionIdSeq: null,
    DialogId: null,
    ClientVersion: person.agent.version,
    ClientType: person.agent.type,
    ClientCategory: person.agent.category,
    Source: frontEnd,
    Application: 'UserServices',
    ResponseCode: code,
    RequestType: random.pick(requests),
    ContentType: null,
    CallType: 'Unknown',
    TelemetryId: null,
    SetupTime: null,
    IsCapturedByServer: 1,
    MsDiagHeader: `${id};reason="${reason}";source="${frontEnd}";component="UserServices"`,
    FrontEnd: frontEnd,
    Pool: person.pool.fqdn,
  };
}
