import { labels as knownLabels } from '../../contract/labels.ts';
import { aboutOf, type About } from '../../contract/personal.ts';
import { dimensions, intervals } from '../../contract/vocabulary.ts';
import { nameKey } from '../cdr/names.ts';
import type { Field, FieldConfig, FieldPart, Frame, FrameMeta } from '../plugin/frames/frame.ts';
import { leftOut, looksPersonal, maskRecognisable, maskWords } from './mask-text.ts';
import type { Pseudonyms } from './pseudonyms.ts';

/** Turns one text into what may be shown of it. */
type Mask = (text: string) => string;

type MaskBy = (about: Exclude<About, 'nobody'>) => Mask;

/** What may be shown of a value that is about something. */
export function maskOf(about: Exclude<About, 'nobody'>, pseudonyms: Pseudonyms, servers: ReadonlySet<string>): Mask {
  switch (about) {
    case 'address':
      return (text) => pseudonyms.ofAddress(text);
    case 'agent':
      return (text) => (looksPersonal(text) ? pseudonyms.ofAgent(text) : text);
    case 'id':
      return () => leftOut;
    case 'host':
      return (text) => (servers.has(nameKey(text)) ? text : pseudonyms.ofHost(text));
    case 'text':
      return (text) => maskWords(text, pseudonyms, servers);
    // Without its parts nobody knows which of its words are a name.
    case 'sentence':
      return () => leftOut;
  }
}

/** An answer as those see it who may not see people. What nothing is known of is left out. */
export function maskFrame(frame: Frame, pseudonyms: Pseudonyms): Frame {
  const servers = serversOf(frame);
  const masks = new Map<About, Mask>();
  const maskBy = (about: Exclude<About, 'nobody'>) => {
    const mask = masks.get(about) ?? remembering(maskOf(about, pseudonyms, servers));
    masks.set(about, mask);
    return mask;
  };
  const own = (text: string) => maskRecognisable(text, pseudonyms);
  return {
    name: own(frame.name),
    fields: frame.fields.map((field) => maskField(field, maskBy, own)),
    ...(frame.meta && { meta: maskMeta(frame.meta, own) }),
  };
}

const isAbout = (about: string | undefined): about is Exclude<About, 'nobody'> =>
  about !== undefined && ['address', 'agent', 'host', 'id', 'text', 'sentence'].includes(about);

function maskField(field: Field, maskBy: MaskBy, own: Mask): Field {
  const { labels, config } = labelled(field, maskBy);
  const named = { ...field, ...(labels && { labels }), ...(config && { config }) } as Field;
  if ((field.type !== 'string' && field.type !== 'json') || field.about === aboutOf(false)) {
    return named;
  }
  if (field.type === 'json' || !isAbout(field.about)) {
    return { ...named, values: field.values.map((value) => (value === null ? null : leftOut)) } as Field;
  }
  const { parts } = field;
  if (field.about === 'sentence' && parts) {
    const values = field.values.map((value, row) => value && own(withoutNames(value, parts[row] ?? [], maskBy)));
    return { ...named, values, parts: [] } as Field;
  }
  const mask = maskBy(field.about);
  return {
    ...named,
    values: field.values.map((value) => (value === null || value === '' ? value : mask(value))),
  } as Field;
}

/** A sentence of ours with its parts masked, the longest first: one may stand within another. */
function withoutNames(sentence: string, parts: readonly FieldPart[], maskBy: MaskBy): string {
  return [...parts]
    .sort((a, b) => b.text.length - a.text.length)
    .reduce(
      (masked, { text, about }) => masked.replaceAll(text, () => (isAbout(about) ? maskBy(about)(text) : leftOut)),
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
function labelled(field: Field, maskBy: MaskBy): Pick<Field, 'labels' | 'config'> {
  let shown = field.config?.displayNameFromDS;
  const labels = Object.entries(field.labels ?? {}).map(([id, text]) => {
    const about = aboutOf(id in knownLabels ? knownLabels[id as keyof typeof knownLabels] : 'text');
    const masked = about === 'nobody' || text === '' ? text : maskBy(about)(text);
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
  // The same few stand in thousands of rows.
  const named = new Set<string>();
  for (const { type, about, values } of fields) {
    if (type === 'string' && about === aboutOf(false)) {
      for (const value of values) {
        if (value !== null) {
          named.add(value);
        }
      }
    }
  }
  return new Set([...named].filter((value) => value.includes('.')).map(nameKey));
}

/** Instead of the statements, whose values may be the names that stand for a pseudonym. */
export const noStatements = '-- The statements are hidden from your role: their values may name people.';

const knownWords: ReadonlySet<unknown> = new Set([...dimensions, ...intervals].map(({ id }) => id));

function maskMeta({ executedQueryString, notices, custom, ...meta }: FrameMeta, own: Mask): FrameMeta {
  const telling = Object.entries(custom ?? {}).filter(
    ([, value]) => typeof value === 'number' || typeof value === 'boolean' || knownWords.has(value),
  );
  return {
    ...meta,
    ...(executedQueryString !== undefined && { executedQueryString: noStatements }),
    ...(notices && { notices: notices.map((notice) => ({ ...notice, text: own(notice.text) })) }),
    ...(custom && { custom: Object.fromEntries(telling) }),
  };
}
