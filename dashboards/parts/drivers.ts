import type { DriverFilterColumn } from '../../contract/reports/failure-drivers.ts';
import { driverFilterColumns } from '../../contract/reports/failure-drivers.ts';
import type { DashboardUid } from './catalogue.ts';
import { dataLink, fieldOfRow, type DataLink, type Opens } from './links.ts';
import { orAll, type Column } from './tables.ts';
import { filtersFrom, type PanelQueryOf } from './target.ts';
import type { VariableName } from './variables.ts';

/** Drivers of unexpected failures, of what a dashboard has chosen. */
export function drivers(
  dashboard: DashboardUid,
  options: Partial<PanelQueryOf<'failureDrivers'>> = {},
): PanelQueryOf<'failureDrivers'> {
  return {
    report: 'failureDrivers',
    // What people expect, such as a busy callee, follows their habits and not the servers' health.
    filters: filtersFrom(dashboard, 'failureDrivers', { categories: ['unexpected'] }),
    ...options,
  };
}

/** The variable of the Failure List that each filter of a row goes into. */
const variableOf: Readonly<Record<DriverFilterColumn, VariableName>> = {
  pools: 'pool',
  frontEnds: 'frontEnd',
  gateways: 'gateway',
  directions: 'direction',
  userAgents: 'userAgent',
  clientTypes: 'clientType',
  modalities: 'modality',
  conferenceTypes: 'conferenceType',
  activities: 'activity',
  locations: 'location',
  domains: 'domain',
  users: 'user',
  diagnosticIds: 'diagnosticId',
  responseCodes: 'responseCode',
  sources: 'source',
  applications: 'application',
  requestTypes: 'requestType',
  categories: 'category',
};

/** Variables that are texts, and empty where nothing is asked for; the others are lists, and have a word for all. */
const texts: readonly DriverFilterColumn[] = [
  ...(['frontEnds', 'gateways', 'directions', 'clientTypes', 'locations', 'domains', 'users'] as const),
];

/** Opens the Failure List on the sessions of a row. */
export function toSessions(dashboard: DashboardUid, title: string): DataLink {
  const set = Object.fromEntries(driverFilterColumns.map((id) => [variableOf[id], fieldOfRow(id)]));
  return dataLink(dashboard, { title, to: 'cd-failure-list', set });
}

/** Opens the drivers of what a row or a point stands for. */
export function toDrivers(
  dashboard: DashboardUid,
  { of, ...opens }: { readonly of: string } & Pick<Opens, 'set' | 'bucket' | 'window' | 'event'>,
): DataLink {
  return dataLink(dashboard, { title: `Open Failure Drivers of this ${of}`, to: 'cd-drivers', ...opens });
}

/** Columns out of sight that such links read. */
export const filterColumns: readonly Column[] = driverFilterColumns.map((field) => ({
  field,
  ...(!texts.includes(field) && { looks: [orAll] }),
}));
export const filterFields = driverFilterColumns;
