/** Lists of values a template variable or a filter can offer: the back end's resource route `values/<list>`. */
export const valueLists = [
  { id: 'stores', label: 'Stores of an archive' },
  { id: 'pools', label: 'Pools and Edge Servers' },
  { id: 'modalities', label: 'Modalities' },
  { id: 'conferenceTypes', label: 'Conference sessions' },
  { id: 'categories', label: 'Session categories' },
  { id: 'activities', label: 'Activity types' },
  { id: 'intervals', label: 'Intervals' },
  { id: 'diagnosticIds', label: 'Diagnostic IDs of the time range' },
  { id: 'responseCodes', label: 'Response codes of the time range' },
  { id: 'requestTypes', label: 'Requests of the time range' },
  { id: 'sources', label: 'Sources of the time range' },
  { id: 'applications', label: 'Applications of the time range' },
  { id: 'userAgents', label: 'User agents' },
  { id: 'gateways', label: 'Gateways' },
] as const;

export type ValueList = (typeof valueLists)[number]['id'];

/** The query of a template variable. */
export interface VariableQuery {
  readonly refId: string;
  readonly list: ValueList;
}
