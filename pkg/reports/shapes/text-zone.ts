import type { ReportRequest } from '../report.ts';

/** The zone of the times in a text. */
export interface TextZone {
  /** IANA name. */
  readonly zone: string;
  /** Nobody's own, as in the texts of alerts: then it is named. */
  readonly isNamed: boolean;
}

/** Of the texts of an answer: the zone of the query, or else the one that answers go by. */
export const textZoneOf = ({ query, zone }: Pick<ReportRequest, 'query' | 'zone'>): TextZone => ({
  zone,
  isNamed: query.timezone === undefined,
});
