/** Version of the saved query's shape that this release writes. */
export const queryVersion = 1;

/** One step from version `n` to `n + 1`; index 0 lifts queries saved without a version. */
type Step = (query: Record<string, unknown>) => Record<string, unknown>;

const steps: readonly Step[] = [(query) => ({ ...query, version: 1 })];

/**
 * Lifts a query saved by an older release to the shape of this one; returns a new object. A query of a newer release
 * passes as it is: validation then says what it does not know.
 */
export function migrateQuery(saved: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const version = typeof saved.version === 'number' && Number.isInteger(saved.version) ? Math.max(0, saved.version) : 0;
  return steps.slice(version).reduce<Record<string, unknown>>((query, step) => step(query), { ...saved });
}
