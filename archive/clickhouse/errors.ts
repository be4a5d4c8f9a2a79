import { sortedError, type Context } from '../../pkg/cdr/engines/clickhouse/errors.ts';
import { DiagnosticsError, type ErrorCode } from '../../pkg/errors.ts';

type Said = readonly [numbers: readonly number[], code: ErrorCode, say: (context: Context) => string];

/** Errors of the server by number, as `src/Common/ErrorCodes.cpp` of ClickHouse has them, that mean something else to one who writes. */
const ofWriters: readonly Said[] = [
  [
    [291, 497],
    'permission',
    ({ user, database }) =>
      `The user ${user} may not write to ${database}, or may not make tables there. Give it the rights of sql/clickhouse-archiver.sql.`,
  ],
  [
    [164, 452],
    'permission',
    ({ user }) =>
      `The profile of the user ${user} lets it read alone. The archiver needs a user of its own: sql/clickhouse-archiver.sql makes one.`,
  ],
  [
    [81, 60, 47, 16, 36],
    'schema',
    ({ database }) => `${database} is not ready for this release: run "archive init" first.`,
  ],
  [
    [243],
    'server',
    ({ server }) =>
      `The disk of ClickHouse ${server} is full. Free some space; nothing is lost, copying goes on by itself.`,
  ],
  [
    [252, 254],
    'server',
    ({ server }) =>
      `ClickHouse ${server} cannot merge as fast as it is written to. Copying goes on by itself once it can.`,
  ],
  [
    [242, 225, 999, 319, 289],
    'server',
    ({ server }) =>
      `ClickHouse ${server} does not reach Keeper, or too few replicas, and takes no rows. Its log says which; copying goes on by itself.`,
  ],
];

/** Sorts what went wrong, by codes and numbers. */
export function writingError(thrown: unknown, context: Context): DiagnosticsError {
  if (thrown instanceof DiagnosticsError) {
    return thrown;
  }
  for (let at = thrown as { code?: unknown; cause?: unknown } | undefined; at; at = at.cause as typeof at) {
    const number = typeof at.code === 'string' && /^\d+$/.test(at.code) ? Number(at.code) : undefined;
    const said = ofWriters.find(([numbers]) => number !== undefined && numbers.includes(number));
    if (said) {
      return new DiagnosticsError(said[1], said[2](context), { cause: thrown });
    }
  }
  return sortedError(thrown, context);
}
