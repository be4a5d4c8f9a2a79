import { instantKey } from '../../../contract/instant.ts';
import { reportDefinition, reportIds, type ReportId } from '../../../contract/reports/index.ts';
import { dimensions, sections } from '../../../contract/vocabulary.ts';
import type { CdrRows } from '../../../demo/generator/rows.ts';

interface Query extends Record<string, unknown> {
  readonly report: ReportId;
}

/**
 * Every report in every format, every table of Failure Distribution and every section of a conference, over all sessions whatever
 * their category: queries that whoever may not see names can put.
 * @param conference pseudonym of one
 */
export function allQueries(rows: CdrRows, conference: string): (readonly [string, Query])[] {
  const [session] = rows.sessions;
  const key = { sessionIdTime: instantKey(session?.SessionIdTime ?? 0), sessionIdSeq: session?.SessionIdSeq ?? 0 };
  const codes = [
    ...new Set(rows.sessions.flatMap(({ ResponseCode }) => (ResponseCode === null ? [] : [ResponseCode]))),
  ];
  const of: Partial<Record<ReportId, Record<string, unknown>[]>> = {
    failureDistribution: [
      { dimensions: dimensions.map(({ id }) => id), limit: 1000 },
      ...dimensions.map(({ id }) => ({ dimensions: [id], limit: 1000 })),
    ],
    diagnosticReport: [{ filters: { responseCodes: [...codes, 'none'] }, limit: 10_000 }],
    sessionDetail: [{ filters: { responseCodes: [...codes, 'none'] }, limit: 10_000 }, { filters: key }],
    conferenceDetail: sections.map(({ id }) => ({
      section: id,
      filters: { conferenceUris: conference },
      limit: 10_000,
    })),
    failureSpikes: [{ groupBy: ['pool', 'gateway', 'source'], windowMinutes: 1440 }],
  };
  const anyCategory = ['success', 'expected', 'unexpected', 'uncategorized'];
  return reportIds.flatMap((report) => {
    const { formats, filters } = reportDefinition(report);
    const every: readonly string[] = filters;
    return formats.flatMap((format) =>
      (of[report] ?? [{}])
        .filter(({ dimensions: tables }) => format !== 'numeric' || !Array.isArray(tables) || tables.length === 1)
        .map((rest) => {
          const categories = every.includes('categories') && { categories: anyCategory };
          const asked = { ...(rest['filters'] as object), ...categories };
          return [
            `${report} as ${format} ${JSON.stringify({ ...rest, filters: undefined })}`,
            { ...rest, report, format, filters: asked },
          ] as const;
        }),
    );
  });
}
