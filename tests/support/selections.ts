import type { FilterId } from '../../contract/filters.ts';
import type { Filters } from '../../contract/query.ts';
import type { TimeRange } from '../../pkg/cdr/calendar.ts';

/** One working day in Berlin; it ends off the hour. */
export const range: TimeRange = { from: Date.UTC(2026, 2, 10, 7), to: Date.UTC(2026, 2, 10, 19, 30) };

/** A value of every filter, several where that changes the SQL. */
export const everyFilter: Filters = {
  activities: ['p2p', 'conference'],
  stores: ['emea', 'apac'],
  pools: ['fe01.example.com', 'edge01.example.com'],
  modalities: ['im', 'audio'],
  conferenceTypes: ['focus', 'av'],
  categories: ['unexpected', 'uncategorized'],
  diagnosticIds: [7025, null],
  responseCodes: [504, null],
  requestTypes: ['INVITE', 'BYE'],
  sources: ['fe01.example.com'],
  applications: ['MediationServer'],
  fromUsers: ["sip:o'brien@example.com"],
  toUsers: ['sip:bob@example.com'],
  users: ['sip:carol@example.com'],
  userAgents: ['UCCAPI/16.0.4266.1001 OC/16.0.4266.1001'],
  frontEnds: ['fe01.example.com'],
  gateways: ['gw01.example.com'],
  directions: ['toPstn', 'fromPstn'],
  clientTypes: ['OC'],
  locations: ['inside', 'outside'],
  domains: ['partner.example'],
  recordTypes: ['p2p', 'errorReports'],
  errorTime: Date.UTC(2026, 2, 10, 8, 15, 0, 7),
  errorReportSeq: 3,
  sessionIdTime: Date.UTC(2026, 2, 10, 8, 14, 59, 997),
  sessionIdSeq: 12,
  conferenceUris: ['sip:ana@example.com;gruu;opaque=app:conf:focus:id:X1'],
  telemetryId: '0F8FAD5B-D9CB-469F-A165-70867728950E',
};

/** Some of them. */
export function filtersOf<Id extends FilterId>(...ids: readonly Id[]): Pick<Filters, Id> {
  return Object.fromEntries(ids.map((id) => [id, everyFilter[id]])) as Pick<Filters, Id>;
}
