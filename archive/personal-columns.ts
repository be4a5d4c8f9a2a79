import type { ArchivedView } from '../pkg/cdr/schema/archive.ts';

/** Columns of texts that name nobody: servers, kinds, and words of the servers' own. */
const nobody: readonly string[] = [
  ...['Pool', 'FrontEnd', 'FromEdgeServer', 'ToEdgeServer', 'EdgeServer', 'FromMediationServer', 'ToMediationServer'],
  ...['MediationServer', 'FromGateway', 'ToGateway', 'Gateway', 'PoolFQDN', 'Source', 'Application'],
  ...['FromClientCategory', 'ToClientCategory', 'UserClientCategory', 'ClientCategory', 'ContentType', 'RequestType'],
  ...['CallPriority', 'CallType', 'McuConferenceUriType', 'McuUriType', 'UserRole'],
];

/** Columns of a view in which an address may stand: all of texts that are not known to name nobody. */
export const personalColumns = ({ columns }: ArchivedView): readonly string[] =>
  columns.filter(({ name, type }) => /char/.test(type) && !nobody.includes(name)).map(({ name }) => name);
