import { isUserList, userLists, type UserList } from '../../contract/filters.ts';
import { diagnosticText } from '../../contract/texts/diagnostics.ts';
import { responseText } from '../../contract/texts/sip-responses.ts';
import {
  activities,
  categories,
  conferenceTypes,
  dimensions,
  formats,
  intervals,
  modalities,
  sections,
  recordTypes,
} from '../../contract/vocabulary.ts';
import { checkedRange, type TimeRange } from '../cdr/calendar.ts';
import { DiagnosticsError } from '../errors.ts';
import {
  pipeline,
  type Handler,
  type InstanceCache,
  type ResourceCall,
  type ResourceResponse,
} from '../plugin/index.ts';
import type { People } from '../people/people.ts';
import { translateErrors } from '../query/errors.ts';
import { refuseNames } from '../people/ask-by-pseudonym.ts';
import { knowPeople, type WithPeople } from '../query/people.ts';
import { findUsers } from './find-users.ts';
import { findValues, personalValues, valueKinds, type FoundValue, type ValueKind } from './find-values.ts';
import type { DataSourceInstance } from './instance.ts';

/** One suggestion of the route `values/<kind>`. */
export interface SuggestedValue {
  readonly value: string;
  readonly label: string;
  /** What a code means, or how often the value occurs. */
  readonly description?: string;
}

const vocabulary = {
  activities,
  modalities,
  conferenceTypes,
  categories,
  intervals,
  formats,
  dimensions,
  recordTypes,
  sections,
};
const week = 7 * 24 * 3600 * 1000;

/**
 * Answers the route `values/<kind>`, suggestions for editors and variables. Parameters: `search`, `limit`, and `from` and
 * `to` in epoch milliseconds; the last seven days when absent. Lists of addresses hold those that begin with `search`, others what has it anywhere.
 * @throws PluginError
 */
export function callResource(instances: InstanceCache<DataSourceInstance>): Handler<ResourceCall, ResourceResponse> {
  return pipeline<ResourceCall, ResourceResponse>()
    .through(translateErrors())
    .through(knowPeople(instances))
    .to((call) => route(call, instances.get(call.settings)));
}

async function route(
  { request, signal, people }: ResourceCall & WithPeople,
  instance: DataSourceInstance,
): Promise<ResourceResponse> {
  const { method, path, params } = request;
  const [first, kind, ...rest] = path.split('/').filter((part) => part !== '');
  if (method !== 'GET') {
    throw new DiagnosticsError('notFound', `${method} is not offered: the resource routes answer GET alone.`);
  }
  if (first === 'values' && kind !== undefined && rest.length === 0) {
    return { status: 200, body: await values(kind, params, signal, instance, people) };
  }
  throw new DiagnosticsError('notFound', 'No such route. Routes: values/<kind>.');
}

async function values(
  kind: string,
  params: URLSearchParams,
  signal: AbortSignal,
  instance: DataSourceInstance,
  people: People,
) {
  const search = (params.get('search') ?? '').toLowerCase();
  const limit = Math.min(Math.max(Number(params.get('limit')) || 200, 1), 10_000);
  const matching = (await suggestions(kind, params, signal, instance, people)).filter(
    ({ value, label, description = '' }) =>
      search === '' ||
      isUserList(kind) ||
      [value, label, description].some((text) => text.toLowerCase().includes(search)),
  );
  return { values: matching.slice(0, limit), more: matching.length > limit };
}

async function suggestions(
  kind: string,
  params: URLSearchParams,
  signal: AbortSignal,
  instance: DataSourceInstance,
  people: People,
): Promise<SuggestedValue[]> {
  if (Object.hasOwn(vocabulary, kind)) {
    return vocabulary[kind as keyof typeof vocabulary].map(({ id, label }) => ({ value: id, label }));
  }
  const range = rangeOf(params);
  if (isUserList(kind)) {
    const search = params.get('search') ?? '';
    if (!people.seen) {
      // Whatever begins so would be found letter by letter.
      refuseNames({ [kind]: [search] });
      return [];
    }
    const users = await instance.use(async (database) =>
      findUsers(await database.forCall(signal), kind, search, database.rangeFor(range)),
    );
    return users.map((user) => suggested(kind, user));
  }
  if (!(valueKinds as readonly string[]).includes(kind)) {
    const known = [...valueKinds, ...userLists, ...Object.keys(vocabulary)].join(', ');
    throw new DiagnosticsError('notFound', `No such list of values. Lists: ${known}.`);
  }
  const found = await instance.use(async (database) =>
    findValues(await database.forCall(signal), kind as ValueKind, database.rangeFor(range)),
  );
  // Before anything is searched for in them, or whoever searches could guess what is hidden.
  return found.map(({ value, ...rest }) => {
    const shown = typeof value === 'string' ? people.showText(value, personalValues[kind as ValueKind]) : value;
    return suggested(kind as ValueKind, { ...rest, value: shown });
  });
}

function rangeOf(params: URLSearchParams): TimeRange {
  const to = Number(params.get('to')) || Date.now();
  return checkedRange({ from: Number(params.get('from')) || to - week, to });
}

function suggested(kind: ValueKind | UserList, { value, count }: FoundValue): SuggestedValue {
  const meaning =
    kind === 'diagnosticIds'
      ? diagnosticText(Number(value))
      : kind === 'responseCodes'
        ? responseText(Number(value))
        : null;
  const text = String(value);
  const often = count === undefined ? null : `${count} in the range`;
  const description = [meaning, often].filter((part) => part !== null).join(', ');
  return { value: text, label: meaning ? `${text} ${meaning}` : text, ...(description && { description }) };
}
