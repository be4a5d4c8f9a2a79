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
/** The number of no value. */
const nothing = -1;

const words = <Id extends string>(all: readonly { readonly id: Id }[], holds: (id: Id) => boolean): Id[] =>
  all.map(({ id }) => id).filter(holds);

const modalitiesOf = (media: number): Texts => modalities.filter(({ bit }) => (media & bit) !== 0).map(({ id }) => id);
const conferenceTypesOf = (kind: string): Texts =>
  words(conferenceTypes, (id) => id !== 'mcu' && isOfConferenceType(id, kind));

type WordDimension = 'direction' | 'modality' | 'conferenceType' | 'activity' | 'location';
type NameDimension = Exclude<DriverDimension, 'user' | WordDimension>;

/** The columns with the names of a session along a dimension. */
const named = Object.entries({
  pool: ['Pool'],
  frontEnd: ['FrontEnd'],
  edge: ['FromEdge', 'ToEdge'],
  gateway: ['FromGateway', 'ToGateway', 'ConferenceGateway'],
  mediationServer: ['FromMediation', 'ToMediation', 'ConferenceMediation'],
  userAgent: ['FromUserAgent'],
  clientType: ['ClientType'],
  domain: ['FromHost', 'ToHost'],
} satisfies Record<NameDimension, (keyof DriverSession)[]>) as [
  NameDimension,
  Exclude<keyof DriverSession, 'Media' | 'FromInternal' | 'ToInternal'>[],
][];

const none: Texts = [];
const toPstn: Texts = words(directions, (id) => id === 'toPstn');
const fromPstn: Texts = words(directions, (id) => id !== 'toPstn');
const bothWays: Texts = words(directions, () => true);
const outside: Texts = words(locations, (id) => id === 'outside');
const inside: Texts = words(locations, (id) => id !== 'outside');
const ofConferences: Texts = ['conference' satisfies Activity];
const ofPeers: Texts = ['p2p' satisfies Activity];

/** The ids of our own words for a session along a dimension. */
const worded = Object.entries({
  direction: ({ FromGateway, ToGateway }) =>
    ToGateway === null ? (FromGateway === null ? none : fromPstn) : FromGateway === null ? toPstn : bothWays,
  modality: ({ Media }) => (Media < 0 ? none : modalitiesOf(Media)),
  conferenceType: ({ Media, Kind }) => (Media < 0 ? conferenceTypesOf(Kind) : none),
  activity: ({ Media }) => (Media < 0 ? ofConferences : ofPeers),
  location: ({ FromInternal, ToInternal }) =>
    FromInternal === 0 || ToInternal === 0 ? outside : FromInternal === null && ToInternal === null ? none : inside,
} satisfies Record<WordDimension, (session: DriverSession) => Texts>) as [
  WordDimension,
  (session: DriverSession) => Texts,
][];

/** The column with the value of a failure along a dimension, or of one of its error reports. */
const ofFailure = Object.entries({
  diagnosticId: 'DiagnosticId',
  responseCode: 'ResponseCode',
  source: 'Source',
  application: 'Application',
  requestType: 'RequestType',
  contentType: 'ContentType',
} satisfies Record<FailureDimension, keyof DriverFailure>) as [
  FailureDimension,
  'DiagnosticId' | 'ResponseCode' | 'Source' | 'Application' | 'RequestType' | 'ContentType',
][];

/** Numbers the values of sessions and failures, one number for all spellings of one. */
export class Values {
  readonly #numbers = new Map<string, number>();
  /** The same by dimension and text as found: among many rows the same texts come again and again. */
  readonly #found = new Map<AnyDimension, Map<string, number>>();
  readonly #all: Value[] = [];
  readonly #spellings = new Map<AnyDimension, Spellings>();
  readonly #named = named.flatMap(([dimension, columns]) =>
    columns.map((column) => ({
      ...{ column, dimension, found: this.#foundOf(dimension) },
      /** Whether another column may hold the same. */
      repeats: columns.length > 1,
    })),
  );
  /** Numbers of our own words, by all that they hang on: the kind of a conference, and a number for the rest. */
  readonly #words = new Map<string, Map<number, readonly number[]>>();

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
    const numbers = this.#foundOf(dimension);
    let number = numbers.get(found);
    if (number === undefined) {
      const text = textOf(dimension, found);
      number = text === '' ? nothing : this.#newNumberOf(dimension, text);
      numbers.set(found, number);
    }
    return number;
  }

  #foundOf(dimension: AnyDimension): Map<string, number> {
    const numbers = this.#found.get(dimension) ?? new Map<string, number>();
    this.#found.set(dimension, numbers);
    return numbers;
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
    for (const { column, dimension, found, repeats } of this.#named) {
      const text = session[column];
      // Most columns of most sessions hold nothing.
      if (text !== null) {
        const number = found.get(text) ?? this.#numberOf(dimension, text);
        if (number !== nothing && !(repeats && numbers.includes(number))) {
          numbers.push(number);
        }
      }
    }
    numbers.push(...this.#wordsOf(session));
    for (const user of users) {
      this.#add('user', user, numbers);
    }
    return numbers;
  }

  /** Our own words for a session, which hang on so little that most sessions have those of another. */
  #wordsOf(session: DriverSession): readonly number[] {
    const { Media, Kind, FromGateway, ToGateway, FromInternal, ToInternal } = session;
    let ofKind = this.#words.get(Kind);
    if (!ofKind) {
      ofKind = new Map();
      this.#words.set(Kind, ofKind);
    }
    const ways = (FromGateway === null ? 0 : 1) + (ToGateway === null ? 0 : 2);
    const key = ((Media * 3 + (FromInternal ?? 2)) * 3 + (ToInternal ?? 2)) * 4 + ways;
    let numbers = ofKind.get(key);
    if (!numbers) {
      numbers = worded.flatMap(([dimension, wordsOf]) =>
        wordsOf(session).flatMap((word) => (word === null ? [] : this.#numberOf(dimension, word))),
      );
      ofKind.set(key, numbers);
    }
    return numbers;
  }

  /** What the spellings of a user have in common; empty where there is no name. */
  userKey(user: string): string {
    const number = this.#numberOf('user', user);
    return number === nothing ? '' : this.value(number).key;
  }

  /** Adds the values that a row of a failure has as such to those of its other rows, each once. */
  addOfFailure(failure: DriverFailure, own: number[]): void {
    for (const [dimension, column] of ofFailure) {
      const value = failure[column];
      this.#add(dimension, typeof value === 'number' ? String(value) : value, own);
    }
  }

  #add(dimension: AnyDimension, text: string | null, to: number[]): void {
    const number = text === null ? nothing : this.#numberOf(dimension, text);
    if (number !== nothing && !to.includes(number)) {
      to.push(number);
    }
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
