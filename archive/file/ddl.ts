import {
  archivedViews,
  copiedColumn,
  storeColumn,
  type ArchivedColumn,
  type ArchivedView,
} from '../../pkg/cdr/schema/archive.ts';

/** A name as SQLite takes it. */
export const quoted = (name: string): string => `"${name}"`;

/** Columns of the table of a view, in their order. */
export const columnNames = ({ columns }: ArchivedView): string[] => [
  ...columns.map(({ name }) => name),
  storeColumn,
  copiedColumn,
];

/** `datetime` is kept as epoch milliseconds; texts compare without regard to the case of ASCII letters, as in LcsCDR. */
const typeOf = ({ type }: ArchivedColumn): string =>
  /^(bit|datetime|int|smallint|tinyint)$/.test(type) ? 'INTEGER' : 'TEXT COLLATE NOCASE';

/** What tells rows apart: columns of the key, the store, and those that may be NULL in a form that is not. */
export function keyOf({ key, alsoKey, columns }: ArchivedView): string[] {
  const filled = alsoKey.map((name) => {
    const column = columns.find((one) => one.name === name);
    return `ifnull(${quoted(name)}, ${column && typeOf(column) === 'INTEGER' ? '-1' : "''"})`;
  });
  return [...[...key, storeColumn].map(quoted), ...filled];
}

/** Statements that make the table of a view, with its indexes. */
export function createTable(view: ArchivedView): string[] {
  const { name, columns, alsoKey, lookedUpBy } = view;
  const inKey = [...view.key, storeColumn].map(quoted).join(', ');
  const lines = [
    ...columns.map((column) => `${quoted(column.name)} ${typeOf(column)}${column.nullable ? '' : ' NOT NULL'}`),
    `${quoted(storeColumn)} TEXT COLLATE NOCASE NOT NULL`,
    `${quoted(copiedColumn)} INTEGER NOT NULL`,
    ...(alsoKey.length === 0 ? [`PRIMARY KEY (${inKey})`] : []),
  ];
  // Rows lie in the order of their key, by time first, so that a range is one stretch of the file.
  const clustered = alsoKey.length === 0 ? ' WITHOUT ROWID' : '';
  const indexes = lookedUpBy.map((names) => {
    const [first = ''] = names;
    // Most error reports have no TelemetryId, and some no session.
    return `CREATE INDEX ${quoted(`IX_${name}_${names.join('_')}`)} ON ${quoted(name)} (${names.map(quoted).join(', ')}) WHERE ${quoted(first)} IS NOT NULL`;
  });
  return [
    `CREATE TABLE ${quoted(name)} (\n  ${lines.join(',\n  ')}\n)${clustered}`,
    ...(alsoKey.length > 0
      ? [`CREATE UNIQUE INDEX ${quoted(`KEY_${name}`)} ON ${quoted(name)} (${keyOf(view).join(', ')})`]
      : []),
    ...indexes,
  ];
}

/** What the archiver notes for itself: which slices it has copied, and who is at work on a store. */
const ledger: readonly string[] = [
  `CREATE TABLE "ArchiveSlices" (
  "Store" TEXT COLLATE NOCASE NOT NULL,
  "View" TEXT NOT NULL,
  "Slice" INTEGER NOT NULL,
  "Rows" INTEGER NOT NULL,
  "CopiedAt" INTEGER NOT NULL,
  PRIMARY KEY ("Store", "View", "Slice")
) WITHOUT ROWID`,
  `CREATE TABLE "ArchiveLocks" (
  "Store" TEXT COLLATE NOCASE NOT NULL PRIMARY KEY,
  "Holder" TEXT NOT NULL,
  "Host" TEXT NOT NULL,
  "Pid" INTEGER NOT NULL,
  "Until" INTEGER NOT NULL
) WITHOUT ROWID`,
];

/** One step from a version of the file to the next. */
export interface Migration {
  readonly version: number;
  readonly statements: readonly string[];
}

/** Every version of the file, the oldest first. What stands here stays as it is: a change is a further version. */
export const migrations: readonly Migration[] = [
  { version: 1, statements: [...archivedViews.flatMap(createTable), ...ledger] },
  {
    version: 2,
    statements: [
      // How many columns the source had: NULL in slices of before.
      'ALTER TABLE "ArchiveSlices" ADD COLUMN "Columns" INTEGER',
      // Who asked to be forgotten: a digest of the address, and what stands in its place.
      'CREATE TABLE "ArchiveForgotten" ("Person" TEXT NOT NULL PRIMARY KEY, "Pseudonym" TEXT NOT NULL) WITHOUT ROWID',
    ],
  },
];

/** The version that this release reads and writes. */
export const currentVersion = migrations.at(-1)?.version ?? 0;
