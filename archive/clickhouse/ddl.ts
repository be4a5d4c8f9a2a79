import { foldedColumn } from '../../pkg/cdr/engines/clickhouse/dialect.ts';
import {
  archivedViews,
  copiedColumn,
  storeColumn,
  type ArchivedColumn,
  type ArchivedView,
} from '../../pkg/cdr/schema/archive.ts';

/** Where the tables stand. */
export interface ClickHouseLayout {
  /** The cluster whose shards share the rows; one server holds them all where there is none. */
  readonly cluster?: string;
  /** Whether each shard has several servers, which then need Keeper and the macros `shard` and `replica`. */
  readonly replicated?: boolean;
  /** Whether every server is told by itself; else one is told, and tells the others `on cluster`, for which they need Keeper. */
  readonly each?: boolean;
}

/** What the table on a single shard is called: the view's own name is that of all shards together. */
export const shardTable = (view: string): string => `${view}Shard`;

export const quoted = (name: string): string => `"${name}"`;
export const text = (value: string): string => `'${value.replace(/[\\']/g, '\\$&')}'`;

/** Texts of many bytes or few repetitions: a dictionary for them would be as large as they are. */
const isVaried = ({ name, type }: ArchivedColumn): boolean =>
  !['RequestType', 'ContentType'].includes(name) && /\((?:450|775|max)\)$/.test(type);

const plainTypes = {
  bit: 'UInt8',
  datetime: `DateTime64(3, 'UTC')`,
  int: 'Int32',
  smallint: 'Int16',
  tinyint: 'UInt8',
  uniqueidentifier: 'UUID',
} as const;

/** The type of a column of an archived view. */
export function clickHouseType(column: ArchivedColumn): string {
  const { type, nullable } = column;
  const plain = type in plainTypes ? plainTypes[type as keyof typeof plainTypes] : 'String';
  const bare = nullable ? `Nullable(${plain})` : plain;
  return plain === 'String' && !isVaried(column) ? `LowCardinality(${bare})` : bare;
}

function columnsOf({ columns }: ArchivedView): string[] {
  return [
    ...columns.map((column) => `${quoted(column.name)} ${clickHouseType(column)}`),
    `${quoted(storeColumn)} LowCardinality(String)`,
    `${quoted(copiedColumn)} UInt64`,
  ];
}

/** Indexes for what is looked up in rows of all times: which stretches of a table may hold it. */
function indexesOf({ name, lookedUpBy, columns }: ArchivedView): string[] {
  return lookedUpBy.flatMap(([first = '']) => {
    const type = columns.find((column) => column.name === first)?.type;
    // Reports come close to their sessions, so that a stretch of one has a short range of the other.
    const [expression, kind] =
      type === 'datetime'
        ? [quoted(first), 'minmax']
        : type === 'uniqueidentifier'
          ? [quoted(first), 'bloom_filter']
          : [foldedColumn(first), 'bloom_filter'];
    return [`index ${quoted(`${name}_${first}`)} ${expression} type ${kind} granularity 1`];
  });
}

/** The table that holds rows: of several copies of one the newest stays. */
function holdingTable(view: ArchivedView, { cluster, replicated = false, each = false }: ClickHouseLayout): string {
  const name = cluster === undefined ? view.name : shardTable(view.name);
  const version = quoted(copiedColumn);
  const engine = replacing(version, replicated);
  const order = [...view.key, storeColumn, ...view.alsoKey].map(quoted);
  return [
    `create table if not exists ${quoted(name)}${onCluster(cluster, each)} (`,
    [...columnsOf(view), ...indexesOf(view)].map((line) => `  ${line}`).join(',\n'),
    `) engine = ${engine}`,
    ...(view.time === undefined ? [] : [`partition by toYYYYMM(${quoted(view.time)})`]),
    `order by (${order.join(', ')})`,
    ...(view.alsoKey.length > 0 ? ['settings allow_nullable_key = 1'] : []),
  ].join('\n');
}

const replacing = (version: string, replicated: boolean) =>
  replicated
    ? `ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', ${version})`
    : `ReplacingMergeTree(${version})`;

export const onCluster = (cluster: string | undefined, each: boolean) =>
  cluster === undefined || each ? '' : ` on cluster ${text(cluster)}`;

/**
 * The table over the shards. Copies of a row have to meet on one shard to become one, so it is chosen by a column of the key, which never
 * changes.
 */
function distributedTable(view: ArchivedView, cluster: string, each: boolean): string {
  const [first = ''] = view.key;
  return [
    `create table if not exists ${quoted(view.name)}${onCluster(cluster, each)} (`,
    columnsOf(view)
      .map((line) => `  ${line}`)
      .join(',\n'),
    `) engine = Distributed(${text(cluster)}, currentDatabase(), ${text(shardTable(view.name))}, cityHash64(${quoted(first)}))`,
  ].join('\n');
}

/** A table of what the archiver notes for itself. */
interface OwnTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** Of two lines with one key the one with the greater value counts. */
  readonly version: string;
  readonly key: readonly string[];
  readonly timeToLive?: string;
}

/** Which slices were copied, who is at work on a store, who asked to be forgotten, and the version of the tables. */
const ownTables: readonly OwnTable[] = [
  {
    name: 'ArchiveSlices',
    columns: [
      '"Store" LowCardinality(String)',
      '"View" LowCardinality(String)',
      '"Slice" Int64',
      '"Rows" UInt64',
      '"CopiedAt" UInt64',
      '"Columns" Nullable(UInt16)',
    ],
    version: 'CopiedAt',
    key: ['Store', 'View', 'Slice'],
  },
  {
    name: 'ArchiveLocks',
    columns: [
      '"Store" LowCardinality(String)',
      '"Holder" String',
      '"Host" String',
      '"Pid" Int64',
      '"Until" UInt64',
      '"Said" UInt64',
      '"At" DateTime default now()',
    ],
    version: 'Said',
    key: ['Store', 'Holder'],
    timeToLive: '"At" + interval 7 day',
  },
  {
    name: 'ArchiveForgotten',
    columns: ['"Person" String', '"Pseudonym" String', '"At" UInt64'],
    version: 'At',
    key: ['Person'],
  },
  {
    name: 'ArchiveVersions',
    columns: ['"Version" UInt16', '"At" DateTime default now()'],
    version: 'At',
    key: ['Version'],
  },
];

function ownTable(table: OwnTable, { cluster, replicated = false, each = false }: ClickHouseLayout): string[] {
  const { name, columns, version, key, timeToLive } = table;
  const lines = columns.map((line) => `  ${line}`).join(',\n');
  const begin = (called: string) =>
    `create table if not exists ${quoted(called)}${onCluster(cluster, each)} (\n${lines}\n)`;
  const holding = [
    `${begin(cluster === undefined ? name : shardTable(name))} engine = ${replacing(quoted(version), replicated)}`,
    `order by (${key.map(quoted).join(', ')})`,
    ...(timeToLive === undefined ? [] : [`ttl ${timeToLive}`]),
  ].join('\n');
  return cluster === undefined
    ? [holding]
    : [
        holding,
        `${begin(name)} engine = Distributed(${text(cluster)}, currentDatabase(), ${text(shardTable(name))}, cityHash64(${quoted(key[0] ?? '')}))`,
      ];
}

/** One step from a version of the tables to the next. */
export interface ClickHouseMigration {
  readonly version: number;
  readonly statements: readonly string[];
}

/**
 * Every version of the tables, the oldest first. What stands here stays as it is: a change is a further version. Each statement may be
 * said again, since ClickHouse takes none back when a later one fails.
 */
export function clickHouseMigrations(layout: ClickHouseLayout): ClickHouseMigration[] {
  return [
    {
      version: 1,
      statements: [...ownTables.flatMap((table) => ownTable(table, layout)), ...clickHouseTables(layout)],
    },
  ];
}

/** The version that this release reads and writes. */
export const clickHouseVersion = clickHouseMigrations({}).at(-1)?.version ?? 0;

/** The statements that make the tables of the views in the current database; those that are there stay as they are. */
export function clickHouseTables(layout: ClickHouseLayout = {}): string[] {
  const { cluster, each = false } = layout;
  return archivedViews.flatMap((view) => [
    holdingTable(view, layout),
    ...(cluster === undefined ? [] : [distributedTable(view, cluster, each)]),
  ]);
}
