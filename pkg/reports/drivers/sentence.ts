import { DateTime } from 'luxon';
import {
  activities,
  conferenceTypes,
  directions,
  driverDimensions,
  failureDimensions,
  labelOf,
  locations,
  modalities,
} from '../../../contract/vocabulary.ts';
import type { TimeRange } from '../../cdr/calendar.ts';
import type { FieldPart } from '../../plugin/frames/frame.ts';
import type { TextZone } from '../shapes/text-zone.ts';
import { filterOf } from './filters.ts';
import type { ComparedWith } from './measure.ts';
import type { AnyDimension } from './values.ts';

/** A text of ours, and what in it is about somebody. */
export interface Sentence {
  readonly text: string;
  readonly parts: readonly FieldPart[];
}

/** A value as it is shown. */
export interface ShownValue {
  readonly dimension: AnyDimension;
  readonly text: string;
}

/** What a driver is told by. */
export interface Told {
  readonly values: readonly ShownValue[];
  readonly ofFailures: boolean;
  readonly comparedWith: ComparedWith;
  /** Percent; null where nothing is known. */
  readonly explainedShare: number | null;
  readonly failureRate: number | null;
  readonly otherRate: number | null;
  readonly diagnosticId: number | null;
  readonly responseCode: number | null;
  /** Percent. */
  readonly diagnosticShare: number;
  readonly users: number;
  /** Null where it has been so all the time. */
  readonly since: number | null;
}

const percent = (value: number | null) => `${(value ?? 0).toFixed(1)} %`;

/** Words of ours by dimension; all other values are shown as they are. */
const ours: Partial<Readonly<Record<AnyDimension, readonly { readonly id: string; readonly label: string }[]>>> = {
  direction: directions,
  modality: modalities,
  conferenceType: conferenceTypes,
  location: locations,
  activity: activities,
};

/** A value in the words of the screen. */
export const labelled = ({ dimension, text }: ShownValue): string => labelOf(ours[dimension] ?? [], text);

export const dimensionLabel = (dimension: AnyDimension): string =>
  labelOf([...driverDimensions, ...failureDimensions], dimension);

/** What a sentence has to hide of a value. */
export function partsOf({ dimension, text }: ShownValue): FieldPart[] {
  switch (dimension) {
    case 'user':
    case 'domain':
      return [{ text, about: 'address' }];
    case 'userAgent':
      return [{ text, about: 'agent' }];
    default:
      return [];
  }
}

/** What stands behind the word sessions. */
function qualified(value: ShownValue): string {
  const shown = labelled(value);
  switch (value.dimension) {
    case 'edge':
      return `over ${shown}`;
    case 'gateway':
      return `through gateway ${shown}`;
    case 'mediationServer':
      return `through Mediation Server ${shown}`;
    case 'pool':
      return `of pool ${shown}`;
    case 'frontEnd':
      return `of front end ${shown}`;
    case 'userAgent':
      return `from client ${shown}`;
    case 'clientType':
      return `from clients of type ${shown}`;
    case 'domain':
      return `with domain ${shown}`;
    case 'user':
      return `of user ${shown}`;
    case 'modality':
      return `with ${shown}`;
    case 'direction':
      return value.text === 'toPstn' ? 'to the telephone network' : 'from the telephone network';
    case 'location':
      return value.text === 'outside' ? 'with someone outside' : 'inside the network';
    case 'activity':
      return value.text === 'conference' ? 'with conferences' : 'between two parties';
    default:
      return `of ${shown}`;
  }
}

function dominating({ diagnosticId, responseCode, diagnosticShare }: Told): string {
  const failure =
    diagnosticId === null
      ? `no diagnostic ID and ${responseCode === null ? 'no response code' : `response code ${responseCode}`}`
      : `diagnostic ID ${diagnosticId}`;
  if (diagnosticShare === 100) {
    return `all with ${failure}`;
  }
  if (diagnosticShare >= 90) {
    return `nearly all with ${failure}`;
  }
  return diagnosticShare >= 50 ? `most with ${failure}` : `${diagnosticShare.toFixed(0)} % with ${failure}`;
}

/** A driver as a sentence. Its times are those of the zone, without the day where the range has one day alone. */
export function sentenceOf(told: Told, range: TimeRange, textZone: TextZone): Sentence {
  const { values, ofFailures, comparedWith, explainedShare, failureRate, otherRate, users } = told;
  const whole = comparedWith === 'Weeks' ? 'excess' : 'failures';
  const share = `${(explainedShare ?? 0).toFixed(0)} % of the ${whole}`;
  const before = comparedWith === 'Weeks' ? 'in the weeks before' : 'of the others';
  const other = otherRate === null ? `none ${before}` : `${percent(otherRate)} ${before}`;
  const hit = users === 1 ? '1 user' : `${users} users`;
  const start = told.since === null ? 'all the time' : `since ${instantIn(told.since, range, textZone)}`;
  const what = ofFailures
    ? `no server, client or other value stands out, ${values.map(everywhere).join()} everywhere: ${percent(failureRate)} of all sessions, ${other}`
    : `sessions ${values.map(qualified).join(' ')}, ${percent(failureRate)} of them failed, ${other}; ${dominating(told)}`;
  const text = [`${share}: ${what}`, hit, start].join('; ');
  return { text, parts: values.flatMap(partsOf) };
}

/** An instant in the zone, with its day where the range has several. */
function instantIn(instant: number, { from, to }: TimeRange, { zone, isNamed }: TextZone): string {
  const [at, first, last] = [instant, from, to - 1].map((ms) => DateTime.fromMillis(ms, { zone, locale: 'en' }));
  const isOneDay = first && last?.hasSame(first, 'day');
  const text = at?.toFormat(isOneDay ? 'HH:mm' : 'd MMM HH:mm') ?? '';
  return isNamed ? `${text} (${zone})` : text;
}

const everywhere = ({ dimension, text }: ShownValue) =>
  `${dimensionLabel(dimension).toLowerCase().replace(' id', ' ID')} ${text}`;

/** Values as text: both of a pair. */
export function valuesInWords(values: readonly ShownValue[]): Sentence {
  return { text: values.map(labelled).join(' and '), parts: values.flatMap(partsOf) };
}

/** Filters of some values, by the column that holds them. */
export function filtersOf(values: readonly ShownValue[]): Record<string, string> {
  return Object.fromEntries(
    values.flatMap(({ dimension, text }) => {
      const filter = filterOf(dimension);
      return filter ? [[filter, text]] : [];
    }),
  );
}
