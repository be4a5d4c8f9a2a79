import { leastLetters, type UserList } from '../../contract/filters.ts';
import type { TimeRange } from '../cdr/calendar.ts';
import type { Cdr } from '../cdr/cdr.ts';
import { addressKey } from '../cdr/names.ts';
import { sessionsByUser } from '../cdr/questions/sessions-by-user.ts';
import type { FoundValue } from './find-values.ts';

const sides = {
  fromUsers: [['FromUser', 'fromUsers']],
  toUsers: [['ToUser', 'toUsers']],
  users: [
    ['FromUser', 'fromUsers'],
    ['ToUser', 'toUsers'],
  ],
} as const satisfies Record<UserList, unknown>;

/** Days before the end of the range that are looked through while somebody types. */
const week = 7 * 24 * 3_600_000;

/**
 * Addresses that begin with what was typed, without regard to case and scheme, and in how many sessions of the range, of its last week at most;
 * the most frequent first. None for fewer letters than {@link leastLetters}.
 */
export async function findUsers(
  cdr: Cdr,
  list: UserList,
  typed: string,
  { from, to }: TimeRange,
): Promise<FoundValue[]> {
  const begins = typed.trim().replace(/\*+$/, '');
  if (begins.length < leastLetters) {
    return [];
  }
  const range = { from: Math.max(from, to - week), to };
  const answers = await Promise.all(
    sides[list].map(([side, filter]) =>
      cdr.ask(sessionsByUser(side), { range, filters: { [filter]: [`${begins}*`] }, all: true }),
    ),
  );
  const found = new Map<string, { value: string; count: number }>();
  for (const { user, sessions } of answers.flat()) {
    if (user !== null) {
      const key = addressKey(user);
      found.set(key, { value: found.get(key)?.value ?? user, count: (found.get(key)?.count ?? 0) + sessions });
    }
  }
  return [...found.values()].sort((a, b) => b.count - a.count || a.value.localeCompare(b.value, 'en'));
}
