import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';

/**
 * `noValue` of every panel. Grafana shows it where the query failed, too, so it must not say that there is nothing: the answer to a
 * query says that, in the words that its `nothing` gives.
 */
export const noAnswer = 'No answer';

/** A value that an answer lacks. */
export const dash: DynamicConfigValue = { id: 'noValue', value: '–' };
