import { migrateQuery } from '../../contract/migrate.ts';
import type { Query } from '../types.ts';

/** A query of any release in the shape of this one: whatever reads its filters or options takes it from here. */
export function migrated(query: Query): Query {
  return migrateQuery({ ...query }) as unknown as Query;
}
