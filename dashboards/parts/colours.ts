import type { DynamicConfigValue, Threshold } from '@grafana/grafana-foundation-sdk/dashboard';

/** Quiet: the colour of plain text. */
export const plain = 'text';

export function fixedColour(colour: string): DynamicConfigValue {
  return { id: 'color', value: { mode: 'fixed', fixedColor: colour } };
}

/** Quiet below the first number, orange from it, red from the second. */
export function countSteps(quiet: string, orange: number, red: number): Threshold[] {
  return [
    { value: null, color: quiet },
    { value: orange, color: 'orange' },
    { value: red, color: 'red' },
  ];
}
