import Table from 'cli-table3';
import type { SavedQuery } from '../contract/query.ts';
import { reportDefinition } from '../contract/reports/index.ts';
import type { FrameJson } from './server/frame-json.ts';
import type { QueryResult } from './server/grafana-api.ts';

/** Answers one query over the last seven days; rejects with the plugin's own words. */
export type Ask = (query: SavedQuery) => Promise<QueryResult>;

/** What is asked of each report, in the order of the originals; the Diagnostic Report follows from the last one. */
const queries: readonly SavedQuery[] = [
  { report: 'summary', interval: 'daily' },
  { report: 'p2pActivity', interval: 'total' },
  { report: 'conferenceActivity', interval: 'total' },
  { report: 'topFailures', limit: 5 },
  { report: 'failureDistribution', dimensions: ['sources'], limit: 5 },
  { report: 'failureList', limit: 5 },
];

/** Characters of a line, and at most of a cell. */
const [lineWidth, cellWidth] = [120, 36];

/** Each of the seven reports as a short table. */
export async function* printReports(ask: Ask): AsyncGenerator<string> {
  let columns: Column[] = [];
  for (const query of queries) {
    columns = columnsOf((await ask(query)).frames);
    yield `\n${reportDefinition(query.report).title}\n${table(columns)}\n`;
  }
  const keys = columns.find(({ id }) => id === 'errorTime')?.cells ?? [];
  const row = keys.findIndex((key) => key !== '');
  const valueOf = (field: string) => columns.find(({ id }) => id === field)?.cells[row] ?? '';
  if (row >= 0) {
    const filters = { errorTime: valueOf('errorTime'), errorReportSeq: valueOf('errorReportSeq') };
    const report = columnsOf((await ask({ report: 'diagnosticReport', filters })).frames);
    yield `\n${reportDefinition('diagnosticReport').title} of the newest failure that has one\n${facts(report)}\n`;
  }
}

interface Column {
  readonly id: string;
  readonly head: string;
  readonly cells: readonly string[];
}

/** The columns of the first frame that have something to show. */
function columnsOf([frame]: readonly FrameJson[]): Column[] {
  return (frame?.schema.fields ?? [])
    .map(({ name, type, config }, index) => ({
      id: name,
      head: config.displayNameFromDS ?? name,
      cells: (frame?.data.values[index] ?? []).map((value) => text(value, type, config.unit)),
    }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
}

function text(value: unknown, type: string, unit?: string): string {
  if (value === null || value === undefined || type === 'other') {
    return '';
  }
  if (type === 'time') {
    return new Date(Number(value)).toISOString().slice(0, 16).replace('T', ' ');
  }
  return unit === 'percent' ? `${Number(value).toFixed(1)} %` : String(value);
}

const style = { wordWrap: true, style: { head: [], border: [], compact: true } };

/** The first columns, as many as fit. */
function table(columns: readonly Column[]): string {
  const widths = columns.map(({ head, cells }) => {
    const longest = Math.max(...[...head.split(' '), ...cells].map(({ length }) => length));
    return Math.min(longest, cellWidth) + 2;
  });
  const width = (count: number) => widths.slice(0, count).reduce((sum, one) => sum + one + 1, 1);
  const shown = columns.filter((_, index) => width(index + 1) <= lineWidth);
  const drawn = new Table({ ...style, head: shown.map(({ head }) => head), colWidths: widths.slice(0, shown.length) });
  drawn.push(...(shown[0]?.cells ?? []).map((_, row) => shown.map(({ cells }) => cells[row])));
  return drawn.toString();
}

/** The columns of the first row, one below the other. */
function facts(columns: readonly Column[]): string {
  const drawn = new Table({ ...style, colWidths: [cellWidth, lineWidth - cellWidth - 3] });
  drawn.push(...columns.map(({ head, cells: [first] }) => [head, first]));
  return drawn.toString();
}
