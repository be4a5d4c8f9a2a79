import { sql, type Expression, type RawBuilder } from 'kysely';
import { phoneParameter } from '../../names.ts';

type Text = Expression<string | null>;

/**
 * Letters that `lowerUTF8` makes something else of than `nameKey` (seen of 26.7, whose ICU knows the end of a Greek word), each with what
 * stands for it meanwhile: the small letter, or one that no text has.
 */
const otherwise = [
  ['Σ', 'σ'],
  ['İ', '\uE130'],
  ['\u212A', '\uE12A'],
] as const;

const replaced = (text: RawBuilder<string | null>, from: string, to: string): RawBuilder<string | null> =>
  sql`replaceAll(${text}, ${sql.lit(from)}, ${sql.lit(to)})`;

/** As `nameKey`: ClickHouse has no collations, so that each comparison says it. */
export function foldedName(text: Text): RawBuilder<string | null> {
  const set = otherwise.reduce(
    (inner, [letter, standIn]) => replaced(inner, letter, standIn),
    sql<string | null>`trimRight(${text})`,
  );
  return otherwise.reduce(
    (inner, [letter, standIn]) => (standIn === 'σ' ? inner : replaced(inner, standIn, letter)),
    sql<string | null>`lowerUTF8(${set})`,
  );
}

/** As `addressKey`: bracket, scheme and phone parameter, each looked for at one end of what is left. */
export function foldedAddress(text: Text): RawBuilder<string | null> {
  const patterns = [
    ['(?s)^<(.*)>$', '\\1'],
    ['^(?:sips?:|tel:)', ''],
    [`${phoneParameter}$`, ''],
  ] as const;
  return patterns.reduce(
    (inner, [pattern, rest]) => sql`replaceRegexpOne(${inner}, ${sql.lit(pattern)}, ${sql.lit(rest)})`,
    foldedName(text),
  );
}
