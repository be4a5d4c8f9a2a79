import type { ReportQuery } from '../contract/query.ts';
import { validateQuery } from '../contract/validate.ts';
import { checkedRange } from './cdr/calendar.ts';
import type { Cdr, CdrCall } from './cdr/cdr.ts';
import type { OpenCdr } from './cdr/open-cdr.ts';
import { explain } from './cdr/sql/parameter.ts';
import { checked, type DataSourceInstance } from './data-source-instance.ts';
import { cancelled, DiagnosticsError } from './errors.ts';
import type { CallContext, DataQuery } from './plugin/api.ts';
import type { Frame } from './plugin/frames/frame.ts';
import { recordQuery } from './plugin/metrics.ts';
import { answerWithoutKey } from './without-key.ts';

/**
 * Answers one query of a panel, an alert rule or an annotation.
 * @throws DiagnosticsError
 */
export async function queryData(
  query: DataQuery,
  context: CallContext,
  instance: DataSourceInstance,
): Promise<Frame[]> {
  const started = performance.now();
  let report = 'unknown';
  let outcome = 'ok';
  try {
    refuseDeep(query.model);
    const valid = checked('query', () => validateQuery(query.model));
    report = valid.report;
    if (valid.withoutKey !== undefined) {
      return answerWithoutKey(valid, valid.withoutKey);
    }
    return await instance.use((open) => answer(valid, query.range, context, open));
  } catch (thrown) {
    const error = context.signal.aborted ? cancelled() : DiagnosticsError.from(thrown);
    outcome = error.code;
    throw error;
  } finally {
    recordQuery({ report, outcome, seconds: (performance.now() - started) / 1000 });
  }
}

/** A saved query is almost flat. What nests without end would overflow the stack of whoever walks it. */
const deepest = 100;

function refuseDeep(model: unknown): void {
  const children = (value: unknown): unknown[] =>
    typeof value === 'object' && value !== null ? Object.values(value) : [];
  let level = [model];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) {
      throw new DiagnosticsError('query', `query: nested too deeply, at most ${deepest} levels are taken.`);
    }
    level = level.flatMap(children);
  }
}

async function answer(
  query: ReportQuery,
  asked: DataQuery['range'],
  { signal }: CallContext,
  open: OpenCdr,
): Promise<Frame[]> {
  const range = checkedRange(asked);
  const cdr = await open.cdr(signal);
  const { answerReport } = await import('./reports/index.ts');
  const call: CdrCall = { signal, executed: [], sqlSeconds: 0 };
  const zone = query.timezone ?? cdr.counting.reportTimeZone;
  const frames = await answerReport({ query, range, zone, cdr, call });
  return frames.map((frame, index) => (index === 0 ? withMeta(frame, cdr, call) : frame));
}

/** Adds what the query inspector shows, and what the database lacks. */
function withMeta(frame: Frame, cdr: Cdr, call: CdrCall): Frame {
  const notices = [
    ...(frame.meta?.notices ?? []),
    ...cdr.features.missing.map((text) => ({ severity: 'warning' as const, text })),
  ];
  return {
    ...frame,
    meta: {
      ...frame.meta,
      executedQueryString: call.executed
        .map((statement) => explain(statement, cdr.dialect.id))
        .join(cdr.dialect.id === 'mssql' ? '\n\ngo\n\n' : ';\n\n'),
      ...(notices.length > 0 && { notices }),
      custom: { ...frame.meta?.custom, sqlSeconds: call.sqlSeconds },
    },
  };
}
