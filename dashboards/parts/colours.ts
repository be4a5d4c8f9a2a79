import type { DynamicConfigValue, Threshold } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Category } from '../../contract/vocabulary.ts';

/** One meaning each, on every dashboard; named colours follow the theme. */
export const categoryColours: Readonly<Record<Category, string>> = {
  success: 'semi-dark-green',
  expected: 'semi-dark-yellow',
  unexpected: 'semi-dark-red',
  uncategorized: '#8e8e8e',
};

/** Quiet: the colour of plain text. */
export const plain = 'text';

export function fixedColour(colour: string): DynamicConfigValue {
  return { id: 'color', value: { mode: 'fixed', fixedColor: colour } };
}

/** A rate is quiet until something is wrong: from 5 % orange, from 10 % red. */
export function rateSteps(quiet: string): Threshold[] {
  return countSteps(quiet, 5, 10);
}

/** Quiet below the first number, orange from it, red from the second. */
export function countSteps(quiet: string, orange: number, red: number): Threshold[] {
  return [
    { value: null, color: quiet },
    { value: orange, color: 'orange' },
    { value: red, color: 'red' },
  ];
}

export const rateThresholds: readonly DynamicConfigValue[] = [
  { id: 'thresholds', value: { mode: 'absolute', steps: rateSteps(plain) } },
  { id: 'color', value: { mode: 'thresholds' } },
];

/** Words of the session category in its colours. */
export const categoryMappings: DynamicConfigValue = {
  id: 'mappings',
  value: [
    {
      type: 'value',
      options: {
        Success: { color: categoryColours.success, index: 0 },
        'Expected failure': { color: categoryColours.expected, index: 1 },
        'Unexpected failure': { color: categoryColours.unexpected, index: 2 },
        Uncategorized: { color: categoryColours.uncategorized, index: 3 },
      },
    },
  ],
};
