import Table from 'cli-table3';
import type { FrameJson } from './server/frame-json.ts';

/** Columns and rows that fit a terminal of 120 characters. */
const widest = 34;

export interface View {
  readonly title: string;
  /** Names of the fields to show; all when absent. */
  readonly fields?: readonly string[];
  readonly rows: number;
}

/** One frame as a small table. */
export function textTable({ schema, data }: FrameJson, { fields, rows }: View): string {
  const columns = schema.fields
    .map((field, index) => ({ ...field, values: data.values[index] ?? [] }))
    .filter(({ name }) => fields?.includes(name) ?? true);
  const table = new Table({ head: columns.map(headingOf), style: { head: [], border: [] }, chars: plain });
  const length = Math.min(columns[0]?.values.length ?? 0, rows);
  for (let row = 0; row < length; row++) {
    table.push(columns.map(({ type, values, config }) => text(values[row], type, unitOf(config))));
  }
  return table.toString();
}

/** What panels show for a field. */
export function headingOf({ name, config }: Pick<FrameJson['schema']['fields'][number], 'name' | 'config'>): string {
  return (config as { displayNameFromDS?: string } | undefined)?.displayNameFromDS ?? name;
}

const unitOf = (config: unknown) => (config as { unit?: string } | undefined)?.unit;

function text(value: unknown, type: string, unit: string | undefined): string {
  if (value === null || value === undefined) {
    return '';
  }
  if (type === 'time') {
    return new Date(value as number).toISOString().slice(0, 16).replace('T', ' ');
  }
  if (unit === 'percent') {
    return `${(value as number).toFixed(1)} %`;
  }
  if (Array.isArray(value)) {
    return sparkline(value.map((point: unknown) => (Array.isArray(point) ? Number(point[1]) : 0)));
  }
  const shown = String(value);
  return shown.length > widest ? `${shown.slice(0, widest - 1)}…` : shown;
}

function sparkline(values: readonly number[]): string {
  const highest = Math.max(1, ...values);
  return values.map((value) => '▁▂▃▄▅▆▇█'[Math.round((7 * value) / highest)]).join('');
}

const plain = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '  ',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};
