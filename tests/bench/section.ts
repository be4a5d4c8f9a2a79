import Table from 'cli-table3';

/** One part of the report. */
export interface Section {
  /** Its name in the JSON file. */
  readonly id: string;
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Sentences below the table: what was measured how, and what stands out. */
  readonly notes: readonly string[];
  /** The figures behind it. */
  readonly data: unknown;
}

const none = [
  'top',
  'top-mid',
  'top-left',
  'top-right',
  'bottom',
  'bottom-mid',
  'bottom-left',
  'bottom-right',
] as const;
const inner = ['left-mid', 'mid', 'mid-mid', 'right', 'right-mid'] as const;
const chars = { ...Object.fromEntries([...none, ...inner].map((name) => [name, ''])), left: '  ', middle: '  ' };

/** A section as plain text. */
export function sectionText({ title, head, rows, notes }: Section): string {
  const table = new Table({
    head: [...head],
    colAligns: head.map((_, index) => (index === 0 ? 'left' : 'right')),
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    chars,
  });
  table.push(...rows.map((row) => [...row]));
  const lines = table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
  return ['', title, '', ...lines, '', ...notes.map((note) => `  ${note}`)].join('\n');
}

/** Whether a figure meets what was aimed at. It is said, and nothing fails by it: machines differ. */
export const targetText = (value: number, atMost: number, unit: string): string =>
  `Target ${atMost} ${unit} or less: ${value <= atMost ? 'met' : 'missed'}.`;
