import { labels as knownLabels } from '../../contract/labels.ts';
import { aboutOf, type About } from '../../contract/personal.ts';
import { dimensions, intervals } from '../../contract/vocabulary.ts';
import { nameKey } from '../cdr/names.ts';
import type { Field, FieldConfig, FieldPart, Frame, FrameMeta } from '../plugin/frames/frame.ts';
import { leftOut, looksPersonal, maskRecognisable, maskWords } from './mask-text.ts';
import type { Pseudonyms } from './pseudonyms.ts';

/** Turns one text into what may be shown of it. */
type Mask = (text: string) => string;

/** By what a value is about. */
type Masks = Readonly<Record<Exclude<About, 'nobody'>, Mask>>;

/**
 * What may be shown of values that are about something; for one answer, whose texts come again and again.
 * @param servers computers that may be seen, as `nameKey` writes them
 */
export function masksOf(pseudonyms: Pseudonyms, servers: ReadonlySet<string>): Masks {
  const host = remembering((text) => (servers.has(nameKey(text)) ? text : pseudonyms.ofHost(text)));
  return {
    address: remembering((text) => pseudonyms.ofAddress(text)),
    agent: remembering((text) => (looksPersonal(text) ? pseudonyms.ofAgent(text) : text)),
    host,
    id: () => leftOut,
    text: remembering((text) => maskWords(text, pseudonyms, host)),
    // Without its parts nobody knows which of its words are a name.
    sentence: () => leftOut,
  };
}

/** An answer as those see it who may not see people. What nothing is known of is left out. */
export function maskFrame(frame: Frame, pseudonyms: Pseudonyms): Frame {
  const masks = masksOf(pseudonyms, serversOf(frame));
  const own = (text: string) => maskRecognisable(text, pseudonyms);
  return {
    name: own(frame.name),
    fields: frame.fields.map((field) => maskField(field, masks, own)),
    ...(frame.meta && { meta: maskMeta(frame.meta, own) }),
  };
}

const isAbout = (about: string | undefined): about is Exclude<About, 'nobody'> =>
  about !== undefined && ['address', 'agent', 'host', 'id', 'text', 'sentence'].includes(about);

function maskField(field: Field, masks: Masks, own: Mask): Field {
  const { labels, config } = labelled(field, masks);
  const named = { ...field, ...(labels && { labels }), ...(config && { config }) } as Field;
  if ((field.type !== 'string' && field.type !== 'json') || field.about === aboutOf(false)) {
    return named;
  }
  if (field.type === 'json' || !isAbout(field.about)) {
    return { ...named, values: field.values.map((value) => (value === null ? null : leftOut)) } as Field;
  }
  const { parts } = field;
  if (field.about === 'sentence' && parts) {
    const values = field.values.map((value, row) => value && own(withoutNames(value, parts[row] ?? [], masks)));
    return { ...named, values, parts: [] } as Field;
  }
  const mask = masks[field.about];
  return {
    ...named,
    values: field.values.map((value) => (value === null || value === '' ? value : mask(value))),
  } as Field;
}

/** A sentence of ours with its parts masked, the longest first: one may stand within another. */
function withoutNames(sentence: string, parts: readonly FieldPart[], masks: Masks): string {
  return [...parts]
    .sort((a, b) => b.text.length - a.text.length)
    .reduce(
      (masked, { text, about }) => masked.replaceAll(text, () => (isAbout(about) ? masks[about](text) : leftOut)),
      sentence,
    );
}

/** Among many rows the same texts come again and again. */
function remembering(mask: Mask): Mask {
  const known = new Map<string, string>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) {
      return before;
    }
    const masked = mask(text);
    known.set(text, masked);
    return masked;
  };
}

/** Labels, and the name that panels show, which is made of them. */
function labelled(field: Field, masks: Masks): Pick<Field, 'labels' | 'config'> {
  let shown = field.config?.displayNameFromDS;
  const labels = Object.entries(field.labels ?? {}).map(([id, text]) => {
    const about = aboutOf(id in knownLabels ? knownLabels[id as keyof typeof knownLabels] : 'text');
    const masked = about === 'nobody' || text === '' ? text : masks[about](text);
    shown = masked === text ? shown : shown?.replaceAll(text, masked);
    return [id, masked] as const;
  });
  return {
    ...(field.labels && { labels: Object.fromEntries(labels) }),
    ...(field.config && {
      config: { ...field.config, ...(shown !== undefined && { displayNameFromDS: shown }) } satisfies FieldConfig,
    }),
  };
}

/** Computers that the answer names anyway, in columns that are about nobody; looked for where a column needs to know. */
function serversOf({ fields }: Frame): ReadonlySet<string> {
  if (!fields.some(({ about }) => about === 'host' || about === 'text')) {
    return new Set();
  }
  const named = new Set<string>();
  for (const { type, about, values } of fields) {
    if (type === 'string' && about === aboutOf(false)) {
      // The same few stand in thousands of rows, one below the other.
      let above: string | null = null;
      for (const value of values) {
        if (value !== null && value !== above) {
          named.add(value);
        }
        above = value;
      }
    }
  }
  return new Set([...named].filter((value) => withDomain.test(value)).map(nameKey));
}

/** What may be a computer with its domain, as no time and no key is. */
const withDomain = /\.[\p{L}]/u;

/** Instead of the statements, whose values may be the names that stand for a pseudonym. */
export const noStatements = '-- The statements are hidden from your role: their values may name people.';

const knownWords: ReadonlySet<unknown> = new Set([...dimensions, ...intervals].map(({ id }) => id));

function maskMeta({ executedQueryString, notices, custom, ...meta }: FrameMeta, own: Mask): FrameMeta {
  return {
    ...meta,
    ...(executedQueryString !== undefined && { executedQueryString: noStatements }),
    ...(notices && { notices: notices.map((notice) => ({ ...notice, text: own(notice.text) })) }),
    ...(custom && { custom: telling(custom) }),
  };
}

/** What names nobody, at any depth: numbers, truth values, words of the vocabulary and groups of them. */
const telling = (said: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(said).flatMap(([id, value]: [string, unknown]) => {
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
        return [[id, telling(value)]];
      }
      return typeof value === 'number' || typeof value === 'boolean' || knownWords.has(value) ? [[id, value]] : [];
    }),
  );
