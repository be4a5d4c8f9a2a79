import { directionsOf, domainsOf, gatewaysOf, locationOf, mediationServersOf } from './filters.ts';
import type { Session } from './index-rows.ts';
import { compareText, fold, foldAddress } from './text.ts';

/** A value of a session, by dimension and what its spellings share. */
export interface DriverValue {
  readonly dimension: string;
  readonly key: string;
}

type Texts = readonly (string | number | null | undefined)[];

/** What every session has, by dimension; with the order in which those are preferred that are equally good. */
const ofSession: readonly (readonly [dimension: string, of: (session: Session) => Texts])[] = [
  ['edge', ({ edges }) => edges],
  ['gateway', gatewaysOf],
  ['mediationServer', mediationServersOf],
  ['pool', ({ pool }) => [pool]],
  ['frontEnd', ({ frontEnd }) => [frontEnd]],
  ['userAgent', ({ agent }) => [agent]],
  ['domain', domainsOf],
  ['user', ({ activity, from, to }) => (activity === 'p2p' ? [from, to] : [from])],
  ['conferenceType', (session) => session.conferenceTypes.filter((type) => type !== 'mcu')],
  ['modality', (session) => session.modalities],
  ['direction', directionsOf],
  ['clientType', ({ clientType }) => [clientType]],
  ['location', (session) => [locationOf(session)]],
  ['activity', ({ activity }) => [activity]],
];

/** What only failures have. */
const ofFailure: readonly (readonly [dimension: string, of: (session: Session) => Texts])[] = [
  ['diagnosticId', ({ diagnosticId }) => [diagnosticId]],
  ['responseCode', ({ responseCode }) => [responseCode]],
  ['source', ({ reports }) => reports.map(({ Source }) => Source)],
  ['application', ({ reports }) => reports.map(({ Application }) => Application)],
  ['requestType', ({ reports }) => reports.map(({ RequestType }) => RequestType)],
  ['contentType', ({ reports }) => reports.map(({ ContentType }) => ContentType)],
];

export const dimensionOrder = [...ofSession, ...ofFailure].map(([dimension]) => dimension);
export const isOfFailures = (dimension: string): boolean => ofFailure.some(([id]) => id === dimension);

const keyOf = (dimension: string, text: string) => (dimension === 'user' ? foldAddress(text) : fold(text));

/** Values of sessions, and how each is spelled among all that were looked at. */
export class ValueBook {
  readonly #spelled = new Map<string, string>();
  readonly #values = new Map<Session, ReadonlyMap<string, DriverValue>>();

  /** Values of a session by name, each once; those that only a failure has where it is one. */
  of(session: Session, failed: boolean): ReadonlyMap<string, DriverValue> {
    const known = failed ? undefined : this.#values.get(session);
    if (known) {
      return known;
    }
    const values = new Map<string, DriverValue>();
    for (const [dimension, of] of failed ? [...ofSession, ...ofFailure] : ofSession) {
      for (const item of of(session)) {
        const text = String(item ?? '');
        if (text !== '') {
          const key = keyOf(dimension, text);
          const name = `${dimension}\t${key}`;
          values.set(name, { dimension, key });
          const before = this.#spelled.get(name);
          this.#spelled.set(name, before === undefined || compareText(text, before) < 0 ? text : before);
        }
      }
    }
    if (!failed) {
      this.#values.set(session, values);
    }
    return values;
  }

  shown(name: string): string {
    return this.#spelled.get(name) ?? '';
  }
}
