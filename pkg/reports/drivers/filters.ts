import type { FilterId } from '../../../contract/filters.ts';
import type { AnyDimension } from './values.ts';

/** The filter that finds the sessions of a value; none finds those of a content type. */
const filters: Readonly<Partial<Record<AnyDimension, FilterId>>> = {
  pool: 'pools',
  edge: 'pools',
  frontEnd: 'frontEnds',
  gateway: 'gateways',
  mediationServer: 'gateways',
  direction: 'directions',
  userAgent: 'userAgents',
  clientType: 'clientTypes',
  modality: 'modalities',
  conferenceType: 'conferenceTypes',
  activity: 'activities',
  location: 'locations',
  domain: 'domains',
  user: 'users',
  diagnosticId: 'diagnosticIds',
  responseCode: 'responseCodes',
  source: 'sources',
  application: 'applications',
  requestType: 'requestTypes',
};

export const filterOf = (dimension: AnyDimension): FilterId | undefined => filters[dimension];
