/**
 * Fields of answers that are no column of a report: what was asked for in words.
 *
 * - `nothing`: the words of the query for an answer without rows
 * - `failure`: the text of the error, where the query wants it as a row
 */
export const answerFields = { nothing: 'nothing', failure: 'failure' } as const;

/** Shown above words that need no heading: without one Grafana would show the name of the field. */
export const noHeading = ' ';
