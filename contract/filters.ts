import type { Personal } from './personal.ts';
import {
  activities,
  categories,
  conferenceTypes,
  directions,
  locations,
  modalities,
  recordTypes,
} from './vocabulary.ts';

/** Lists of people's addresses: too many to be listed, and nobody's business before somebody is looked for. */
export const userLists = ['fromUsers', 'toUsers', 'users'] as const;
export type UserList = (typeof userLists)[number];

/** Letters that have to be typed before addresses are suggested. */
export const leastLetters = 2;

export function isUserList(list: string): list is UserList {
  return (userLists as readonly string[]).includes(list);
}

/** One filter of the vocabulary that all reports share. */
export interface FilterDefinition {
  readonly id: string;
  readonly label: string;
  /**
   * `text`: names or URIs; `code`: 32-bit whole numbers or `none` for sessions without one; `choice`: ids from `choices`;
   * these three are lists with a plural id, any one value of which matches. `instant`, `integer` and `guid` are keys of one value.
   */
  readonly kind: 'text' | 'code' | 'choice' | 'instant' | 'integer' | 'guid';
  readonly description: string;
  /** What its values may say about people: who may not see them may not ask by them either. */
  readonly personal: false | Extract<Personal, 'address' | 'agent'>;
  readonly choices?: readonly { readonly id: string; readonly label: string }[];
  /** Resource route that suggests values: `values/<suggestions>`. */
  readonly suggestions?:
    | 'stores'
    | 'pools'
    | 'sources'
    | 'applications'
    | 'diagnosticIds'
    | 'responseCodes'
    | 'requestTypes'
    | 'userAgents'
    | 'gateways'
    | UserList;
}

/** Filters in the order in which the editor shows them. Several filters of one query must all match. */
export const filters = [
  {
    id: 'activities',
    label: 'Activity type',
    kind: 'choice',
    personal: false,
    choices: activities,
    description: 'Peer-to-peer or conference sessions; both when empty.',
  },
  {
    id: 'stores',
    label: 'Store',
    kind: 'text',
    personal: false,
    suggestions: 'stores',
    description: 'Name under which an archive keeps one LcsCDR; without an archive there are none.',
  },
  {
    id: 'pools',
    label: 'Pool',
    kind: 'text',
    personal: false,
    suggestions: 'pools',
    description: 'FQDN of a Registrar pool or an Edge Server that the session touched.',
  },
  {
    id: 'modalities',
    label: 'Modality',
    kind: 'choice',
    personal: false,
    choices: modalities,
    description: 'Modalities of peer-to-peer sessions. Together with conference types, either matches.',
  },
  {
    id: 'conferenceTypes',
    label: 'Conference sessions',
    kind: 'choice',
    personal: false,
    choices: conferenceTypes,
    description: 'Kinds of conference session. Together with modalities, either matches.',
  },
  {
    id: 'categories',
    label: 'Session category',
    kind: 'choice',
    personal: false,
    choices: categories,
    description: 'How the session ended.',
  },
  {
    id: 'diagnosticIds',
    label: 'Diagnostic ID',
    kind: 'code',
    personal: false,
    suggestions: 'diagnosticIds',
    description: 'ms-diagnostics IDs, comma separated; none stands for sessions without one.',
  },
  {
    id: 'responseCodes',
    label: 'Response code',
    kind: 'code',
    personal: false,
    suggestions: 'responseCodes',
    description: 'Whole SIP response codes, such as 504; none stands for sessions without one.',
  },
  {
    id: 'requestTypes',
    label: 'Request',
    kind: 'text',
    personal: false,
    suggestions: 'requestTypes',
    description: 'SIP method of the error report, such as INVITE or BYE.',
  },
  {
    id: 'sources',
    label: 'Source',
    kind: 'text',
    personal: false,
    suggestions: 'sources',
    description: 'Server that sent the error report.',
  },
  {
    id: 'applications',
    label: 'Application',
    kind: 'text',
    personal: false,
    suggestions: 'applications',
    description: 'Server component that sent the error report, such as MediationServer.',
  },
  {
    id: 'fromUsers',
    label: 'From user',
    kind: 'text',
    personal: 'address',
    suggestions: 'fromUsers',
    description:
      'Address or number of the initiator, or of a conference participant; * at the end for any that begin so.',
  },
  {
    id: 'toUsers',
    label: 'To user',
    kind: 'text',
    personal: 'address',
    suggestions: 'toUsers',
    description: 'Address or number of the invited user, or of the conference; * at the end for any that begin so.',
  },
  {
    id: 'users',
    label: 'User',
    kind: 'text',
    personal: 'address',
    suggestions: 'users',
    description:
      'Address or number of either party, or of a conference participant; * at the end for any that begin so.',
  },
  {
    id: 'userAgents',
    label: 'From user agent',
    kind: 'text',
    personal: 'agent',
    suggestions: 'userAgents',
    description: 'Client software of the initiator, the whole string.',
  },
  {
    id: 'frontEnds',
    label: 'Front end',
    kind: 'text',
    personal: false,
    description: 'FQDN of the Front End Server that recorded the session.',
  },
  {
    id: 'gateways',
    label: 'Gateway',
    kind: 'text',
    personal: false,
    suggestions: 'gateways',
    description: 'Gateway or Mediation Server that the session used.',
  },
  {
    id: 'directions',
    label: 'Direction',
    kind: 'choice',
    personal: false,
    choices: directions,
    description: 'Peer-to-peer sessions to or from the telephone network.',
  },
  {
    id: 'clientTypes',
    label: 'Client type',
    kind: 'text',
    personal: false,
    description: 'Type of client of the initiator or participant, as the server names it, such as OC.',
  },
  {
    id: 'locations',
    label: 'Location',
    kind: 'choice',
    personal: false,
    choices: locations,
    description: 'Whether all parties were inside the network, or someone outside.',
  },
  {
    id: 'domains',
    label: 'Domain',
    kind: 'text',
    personal: 'address',
    description: 'SIP domain of either party, or of a conference participant, such as partner.example.',
  },
  {
    id: 'recordTypes',
    label: 'Record type',
    kind: 'choice',
    personal: false,
    choices: recordTypes,
    description: 'Kinds of record whose age is told; all when empty.',
  },
  {
    id: 'errorTime',
    label: 'Error time',
    kind: 'instant',
    personal: false,
    description: 'Key of an error report, first half.',
  },
  {
    id: 'errorReportSeq',
    label: 'Error report sequence',
    kind: 'integer',
    personal: false,
    description: 'Key of an error report, second half.',
  },
  {
    id: 'sessionIdTime',
    label: 'Session ID time',
    kind: 'instant',
    personal: false,
    description: 'Key of a session, first half.',
  },
  {
    id: 'sessionIdSeq',
    label: 'Session ID sequence',
    kind: 'integer',
    personal: false,
    description: 'Key of a session, second half.',
  },
  {
    id: 'conferenceUris',
    label: 'Conference URI',
    kind: 'text',
    personal: 'address',
    description: 'URI of a conference; * at the end for any that begin so.',
  },
  {
    id: 'telemetryId',
    label: 'Telemetry ID',
    kind: 'guid',
    personal: false,
    description: 'Ties the join times of several components together.',
  },
] as const satisfies readonly FilterDefinition[];

export type FilterId = (typeof filters)[number]['id'];

/** Filters answered by a session row of either kind. */
export const sessionFilters = [
  'activities',
  'stores',
  'pools',
  'modalities',
  'conferenceTypes',
  'categories',
  'diagnosticIds',
  'responseCodes',
  'fromUsers',
  'toUsers',
  'users',
  'userAgents',
  'conferenceUris',
] as const satisfies readonly FilterId[];

/** Further filters answered by a session row of either kind: what failures may have in common. */
export const driverFilters = [
  'frontEnds',
  'gateways',
  'directions',
  'clientTypes',
  'locations',
  'domains',
] as const satisfies readonly FilterId[];

/** Filters answered by the error reports of a session. */
export const errorReportFilters = ['requestTypes', 'sources', 'applications'] as const satisfies readonly FilterId[];

export const sessionKey = ['sessionIdTime', 'sessionIdSeq'] as const satisfies readonly FilterId[];
export const errorKey = ['errorTime', 'errorReportSeq'] as const satisfies readonly FilterId[];

export function filterDefinition(id: FilterId): FilterDefinition {
  return filters.find((filter) => filter.id === id) as FilterDefinition;
}

/** Whether a filter takes a list of values; the others are keys of one value. */
export function isList({ kind }: Pick<FilterDefinition, 'kind'>): boolean {
  return kind === 'text' || kind === 'code' || kind === 'choice';
}
