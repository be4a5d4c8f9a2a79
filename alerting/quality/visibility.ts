import type { SpikeGroup } from '../../contract/vocabulary.ts';
import type { Rule } from '../rule.ts';
import type { FailedSession } from './incident-sessions.ts';

/** The groups of a rule that a session counts in. */
const groupsOf: Partial<Readonly<Record<SpikeGroup, (session: FailedSession) => readonly string[]>>> = {
  pool: ({ pools }) => pools,
  diagnosticId: ({ diagnosticId }) => [diagnosticId],
};

/** What a rule on failure spikes asks of a group before it looks at the score; undefined for other rules. */
export function guardsOf({ queries: [first] }: Rule) {
  const query = first?.query.report === 'failureSpikes' ? first.query : undefined;
  const groupBy = [query?.groupBy ?? []].flat()[0];
  if (!first || !query || groupBy === undefined) {
    return undefined;
  }
  return {
    groupBy,
    window: first.minutes * 60_000,
    minUsers: Number(query.minUsers),
    minFailures: Number(query.minFailures),
    /** Milliseconds before the window in which the ID must not occur, for the rule on new IDs. */
    newWithin: query.metric === 'isNew' ? Number(query.lookbackDays) * 24 * 3_600_000 : undefined,
  };
}

/**
 * When an incident becomes visible to a rule, per group: with the session that completes, within one window of the rule, as many
 * failed sessions by as many users as its guards ask for. Nothing can be told before.
 */
export function visibleFrom(rule: Rule, sessions: readonly FailedSession[]): ReadonlyMap<string, number> {
  const guards = guardsOf(rule);
  const visible = new Map<string, number>();
  if (!guards) {
    return visible;
  }
  const seen = new Map<string, FailedSession[]>();
  for (const session of sessions) {
    for (const group of groupsOf[guards.groupBy]?.(session) ?? []) {
      const recent = [...(seen.get(group) ?? []).filter(({ at }) => at > session.at - guards.window), session];
      seen.set(group, recent);
      const users = new Set(recent.map(({ user }) => user).filter((user) => user !== null));
      if (!visible.has(group) && recent.length >= guards.minFailures && users.size >= guards.minUsers) {
        visible.set(group, session.at);
      }
    }
  }
  return visible;
}
