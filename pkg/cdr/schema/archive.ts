import { lcsCdrColumns, sqlType } from './columns.ts';
import type { SqlType } from './sql-type.ts';
import type { LcsCdr } from './views.ts';

/** The column that says whose row it is, in every view of an archive: the name that the operator gave an LcsCDR. */
export const storeColumn = 'Store';

/** The column that says when a row was last written to an archive, epoch milliseconds: the newer of two copies wins. */
export const copiedColumn = 'Copied';

/** Type of the column `Store`. */
export const storeType = 'nvarchar(64)' satisfies SqlType;

/** How rows of a view are told apart. */
interface Told<View extends keyof LcsCdr> {
  /** The column that says when: slices are cut by it. None for dictionaries, which are copied whole. */
  readonly time?: keyof LcsCdr[View] & string;
  /** Columns that are never NULL and, with the store, begin the key. */
  readonly key: readonly (keyof LcsCdr[View] & string)[];
  /** Further columns of the key, which may be NULL: two NULLs are the same. */
  readonly alsoKey?: readonly (keyof LcsCdr[View] & string)[];
  /** Further columns, or runs of columns, by which rows of all times are looked up. */
  readonly lookedUpBy?: readonly (readonly (keyof LcsCdr[View] & string)[])[];
}

const session = ['SessionIdTime', 'SessionIdSeq'] as const;
const dialog = ['DialogSessionIdTime', 'DialogSessionIdSeq'] as const;

/**
 * What an archive holds of LcsCDR: each view as wide as the reports read it, names resolved, since IDs of dictionaries differ between
 * servers. Keys are those of the tables behind the views (CDR database schema); a stay with an MCU is told by dialog, user and MCU, as
 * its table has identifiers in their place that no report reads. `MediaTypes` stands in the view of sessions wherever a server keeps it.
 */
const told: { readonly [View in keyof LcsCdr]?: Told<View> } = {
  SessionDetailsView: { time: 'SessionIdTime', key: session },
  VoipDetailsView: { time: 'SessionIdTime', key: session },
  ConferenceSessionDetailsView: { time: 'SessionIdTime', key: session, lookedUpBy: [['ConferenceUri']] },
  ConferencesView: { time: 'SessionIdTime', key: session, lookedUpBy: [['ConferenceUri']] },
  FocusJoinsAndLeavesView: { time: 'SessionIdTime', key: session, alsoKey: dialog },
  McuJoinsAndLeavesView: { time: 'SessionIdTime', key: session, alsoKey: [...dialog, 'UserUri', 'McuUri'] },
  ErrorReportView: {
    time: 'ErrorTime',
    key: ['ErrorTime', 'ErrorReportSeq'],
    lookedUpBy: [session, ['TelemetryId']],
  },
  ProgressReportView: {
    time: 'ErrorTime',
    key: ['ErrorTime', 'ErrorReportSeq', 'ProgressReportSeq'],
    lookedUpBy: [['TelemetryId']],
  },
  Pools: { key: ['PoolId'] },
  EdgeServers: { key: ['EdgeServerId'] },
  Gateways: { key: ['GatewayId'] },
  ClientVersions: { key: ['VersionId'] },
};

/** A column of an archived view. */
export interface ArchivedColumn {
  readonly name: string;
  readonly type: SqlType;
  readonly nullable: boolean;
}

/** One view or dictionary of an archive; the columns `Store` and `Copied` come behind its own. */
export interface ArchivedView {
  readonly name: keyof LcsCdr;
  readonly time: string | undefined;
  readonly key: readonly string[];
  readonly alsoKey: readonly string[];
  readonly lookedUpBy: readonly (readonly string[])[];
  readonly columns: readonly ArchivedColumn[];
}

/** Every view and dictionary of an archive, sessions first. */
export const archivedViews: readonly ArchivedView[] = Object.entries(told).map(([view, of]) => {
  const name = view as keyof LcsCdr;
  return {
    name,
    time: of.time,
    key: of.key,
    alsoKey: of.alsoKey ?? [],
    lookedUpBy: of.lookedUpBy ?? [],
    columns: Object.entries(lcsCdrColumns[name]).map(([column, description]) => ({
      name: column,
      type: sqlType(name, column),
      nullable: !description.endsWith(' not null'),
    })),
  };
});

/** @throws Error where no archive holds such a view */
export function archivedView(name: string): ArchivedView {
  const view = archivedViews.find((one) => one.name === name);
  if (!view) {
    throw new Error(`An archive holds no ${name}.`);
  }
  return view;
}
