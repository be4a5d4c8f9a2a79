import { categories, type Category } from './vocabulary.ts';

/**
 * Colours mean one thing, in answers as on dashboards; named ones follow Grafana's theme. Grafana keeps a colour that comes with
 * an answer unless an override of the panel says otherwise.
 */
export const categoryColours: Readonly<Record<Category, string>> = {
  success: 'semi-dark-green',
  expected: 'semi-dark-yellow',
  unexpected: 'red',
  uncategorized: '#8e8e8e',
};

/** What a column is about, for its colour: sessions of a category, or failures whatever theirs. */
export type Meaning = Category | 'failures';

/** Lines of several groups that fail, one after the other: told apart, and none of them green. */
const failingColours = [
  'red',
  'semi-dark-orange',
  'semi-dark-purple',
  'blue',
  'semi-dark-yellow',
  'light-red',
  'light-orange',
  'light-purple',
  'light-blue',
  'light-yellow',
] as const;

/**
 * The colour of a line; undefined where Grafana may choose.
 * @param position of the line among those of its metric, and undefined where it is the only one
 */
export function colourOf(meaning: Meaning | undefined, position?: number): string | undefined {
  if (meaning === undefined) {
    return undefined;
  }
  if (position === undefined) {
    return categoryColours[meaning === 'failures' ? 'unexpected' : meaning];
  }
  return meaning === 'success' || meaning === 'uncategorized'
    ? undefined
    : failingColours[position % failingColours.length];
}

/** Fewer sessions than this make no rate. */
export const enoughForRate = 20;

/** Grafana's thresholds of a failure rate in percent: quiet until something is wrong. */
export const rateThresholds = [
  { value: null, color: 'text' },
  { value: 5, color: 'orange' },
  { value: 10, color: 'red' },
] as const;

/** Grafana's value mapping of the words of the session category to their colours. */
export const categoryMappings = [
  {
    type: 'value',
    options: Object.fromEntries(
      categories.map(({ id, label }, index) => [label, { color: categoryColours[id], index }]),
    ),
  },
] as const;
