import { read } from './compose-file.ts';

/** Columns granted of an object; undefined for the object as a whole. */
export type Grants = ReadonlyMap<string, readonly string[] | undefined>;

/** What sql/least-privilege-login.sql grants, by the object's name without schema. */
export function grantsOfScript(): Grants {
  const script = read('sql/least-privilege-login.sql').replaceAll(/\/\*.*?\*\//gs, '');
  const statements = script.matchAll(/\bGRANT\b([^;]*);/gi);
  return new Map(
    [...statements].map(([all, rest = '']) => {
      const [, name, columns] =
        /^\s+SELECT ON dbo\.(\w+)(?: \(([\w, ]+)\))? TO call_diagnostics_reader$/.exec(rest) ?? [];
      if (name === undefined) {
        throw new Error(`sql/least-privilege-login.sql grants something else than SELECT to the role: ${all}`);
      }
      return [name, columns?.split(', ')];
    }),
  );
}
