import {
  conferenceTypes,
  directions,
  locations,
  modalities,
  type Activity,
  type DriverDimension,
  type FailureDimension,
} from '../../../contract/vocabulary.ts';
import type { DriverFailure } from '../../cdr/questions/driver-failures.ts';
import type { DriverSession } from '../../cdr/questions/driver-sessions.ts';
import { addressKey, domainOfHost, nameKey } from '../../cdr/names.ts';
import { Spellings } from '../../cdr/spellings.ts';
import { isOfConferenceType } from '../kinds.ts';

export type AnyDimension = DriverDimension | FailureDimension;

/** A value that sessions or failures may have in common. */
export interface Value {
  readonly dimension: AnyDimension;
  /** What its spellings have in common; of words of ours their id. */
  readonly key: string;
}

type Texts = readonly (string | null)[];

/** What a column holds, as a value: of an address what comes behind its @. */
const textOf = (dimension: AnyDimension, found: string): string =>
  dimension === 'domain' ? domainOfHost(found) : found;
/** No value. */
const none = -1;

const words = <Id extends string>(all: readonly { readonly id: Id }[], holds: (id: Id) => boolean): Id[] =>
  all.map(({ id }) => id).filter(holds);

/** Answers once for each argument, of which there are few. */
function remembered<Key, Answer>(answer: (key: Key) => Answer): (key: Key) => Answer {
  const known = new Map<Key, Answer>();
  return (key) => {
    const found = known.get(key) ?? answer(key);
    known.set(key, found);
    return found;
  };
}
const modalitiesOf = remembered((media: number): Texts =>
  modalities.filter(({ bit }) => (media & bit) !== 0).map(({ id }) => id),
);
const conferenceTypesOf = remembered((kind: string): Texts =>
  words(conferenceTypes, (id) => id !== 'mcu' && isOfConferenceType(id, kind)),
);
const activityOf = (isConference: boolean): Activity => (isConference ? 'conference' : 'p2p');

/** The values of a session along each dimension but users, with the ids of our own words. */
const ofSession: Readonly<Record<Exclude<DriverDimension, 'user'>, (session: DriverSession) => Texts>> = {
  pool: ({ Pool }) => [Pool],
  frontEnd: ({ FrontEnd }) => [FrontEnd],
  edge: ({ FromEdge, ToEdge }) => [FromEdge, ToEdge],
  gateway: ({ FromGateway, ToGateway, ConferenceGateway }) => [FromGateway, ToGateway, ConferenceGateway],
  mediationServer: ({ FromMediation, ToMediation, ConferenceMediation }) => [
    FromMediation,
    ToMediation,
    ConferenceMediation,
  ],
  direction: ({ FromGateway, ToGateway }) =>
    FromGateway === null && ToGateway === null
      ? []
      : words(directions, (id) => (id === 'toPstn' ? ToGateway : FromGateway) !== null),
  userAgent: ({ FromUserAgent }) => [FromUserAgent],
  clientType: ({ ClientType }) => [ClientType],
  modality: ({ Media }) => (Media < 0 ? [] : modalitiesOf(Media)),
  conferenceType: ({ Media, Kind }) => (Media < 0 ? conferenceTypesOf(Kind) : []),
  activity: ({ Media }) => [activityOf(Media < 0)],
  location: ({ FromInternal, ToInternal }) => {
    const known = [FromInternal, ToInternal].filter((inside) => inside !== null);
    return known.length === 0 ? [] : words(locations, (id) => (id === 'outside') === known.includes(0));
  },
  domain: ({ FromHost, ToHost }) => [FromHost, ToHost],
};
const sessionDimensions = Object.keys(ofSession) as (keyof typeof ofSession)[];

/** The values of a failure, of one of its error reports. */
const ofFailure: Readonly<Record<FailureDimension, (failure: DriverFailure) => string | number | null>> = {
  diagnosticId: ({ DiagnosticId }) => DiagnosticId,
  responseCode: ({ ResponseCode }) => ResponseCode,
  source: ({ Source }) => Source,
  application: ({ Application }) => Application,
  requestType: ({ RequestType }) => RequestType,
  contentType: ({ ContentType }) => ContentType,
};
const failureDimensions = Object.keys(ofFailure) as FailureDimension[];

/** Numbers the values of sessions and failures, one number for all spellings of one. */
export class Values {
  readonly #numbers = new Map<string, number>();
  /** The same by dimension and text as found: among many rows the same texts come again and again. */
  readonly #found = new Map<AnyDimension, Map<string, number>>();
  readonly #all: Value[] = [];
  readonly #spellings = new Map<AnyDimension, Spellings>();

  /** The value of a number. */
  value(number: number): Value {
    const value = this.#all[number];
    if (!value) {
      throw new Error(`There is no value ${number}.`);
    }
    return value;
  }

  get count(): number {
    return this.#all.length;
  }

  /** The value as it is shown, and filtered by: final once all rows have been seen. */
  shown(number: number): string {
    const { dimension, key } = this.value(number);
    return this.#spellings.get(dimension)?.shown(key) ?? key;
  }

  #numberOf(dimension: AnyDimension, found: string): number {
    let numbers = this.#found.get(dimension);
    if (!numbers) {
      numbers = new Map();
      this.#found.set(dimension, numbers);
    }
    let number = numbers.get(found);
    if (number === undefined) {
      const text = textOf(dimension, found);
      number = text === '' ? none : this.#newNumberOf(dimension, text);
      numbers.set(found, number);
    }
    return number;
  }

  #newNumberOf(dimension: AnyDimension, text: string): number {
    let spellings = this.#spellings.get(dimension);
    if (!spellings) {
      spellings = new Spellings(dimension === 'user' ? addressKey : nameKey);
      this.#spellings.set(dimension, spellings);
    }
    const key = spellings.keyOf(text);
    const name = `${dimension} ${key}`;
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.#all.length;
      this.#numbers.set(name, number);
      this.#all.push({ dimension, key });
    }
    return number;
  }

  /** All values of a session, users among them where they are given; each once. */
  ofSession(session: DriverSession, users: Texts): number[] {
    const numbers: number[] = [];
    const add = (dimension: AnyDimension, texts: Texts) => {
      for (const text of texts) {
        const number = text === null ? none : this.#numberOf(dimension, text);
        if (number !== none && !numbers.includes(number)) {
          numbers.push(number);
        }
      }
    };
    for (const dimension of sessionDimensions) {
      add(dimension, ofSession[dimension](session));
    }
    add('user', users);
    return numbers;
  }

  /** The values that a row of a failure has as such. */
  ofFailure(failure: DriverFailure): number[] {
    return failureDimensions.flatMap((dimension) => {
      const value = ofFailure[dimension](failure);
      return value === null || value === '' ? [] : [this.#numberOf(dimension, String(value))];
    });
  }
}

/** The users of a session: either party of a peer-to-peer session, the participant of a conference. */
export function usersOf({
  Media,
  FromUser,
  ToUser,
}: Pick<DriverFailure, 'Media' | 'FromUser' | 'ToUser'>): readonly (string | null)[] {
  return Media < 0 ? [FromUser] : [FromUser, ToUser];
}
