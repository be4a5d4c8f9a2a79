import type { Labels } from '../../../contract/labels.ts';
import type { TrendGroup } from '../../../contract/vocabulary.ts';
import type { SessionCell } from '../../cdr/questions/session-cells.ts';
import type { SessionColumn } from '../../cdr/questions/sessions.ts';
import { byCodePoint, Spellings } from '../../cdr/spellings.ts';
import { failureInformation } from '../failure-information.ts';
import { byItem } from '../order.ts';

/** What a row says of its line. */
export interface LineColumns {
  readonly store: string | null;
  readonly diagnosticId: number | null;
  readonly responseCode: number | null;
  readonly failureInformation: string | null;
  readonly userAgent: string | null;
}

/** How a line is called. */
export interface LineName {
  readonly labels: Labels;
  readonly columns: LineColumns;
}

type Codes = SessionCell<'DiagnosticId' | 'ResponseCode'>;
/** A cell, with what tells its line as far as it was asked for. */
export type LineCell = Partial<Codes> & Partial<SessionCell<'Store' | 'FromUserAgent'>>;

/** What tells the lines of a query apart. */
export interface Lines {
  /** Columns that cells have to have beside the codes. */
  readonly columns: readonly SessionColumn[];
  /** Columns of the cells of users. */
  readonly ofUsers: readonly SessionColumn[];
  /** A line is known by sessions of its own, as a store is; else by those of all together. */
  readonly standAlone: boolean;
  /** Only failures tell lines apart: each is a share of all sessions. */
  readonly ofFailures: boolean;
  keyOf(cell: LineCell): string;
  /** Final once all cells have been seen. */
  nameOf(key: string): LineName;
  /** Orders lines that are as large, or all of them where they stand by name. */
  byName(a: LineName, b: LineName): number;
  readonly ranked: boolean;
}

const nothing: LineColumns = {
  ...{ store: null, diagnosticId: null, responseCode: null, failureInformation: null, userAgent: null },
};
const together: LineName = { labels: {}, columns: nothing };
const none = 'none';

/** @param stores whether the data source has any: else all sessions are those of the one there is */
export function linesOf(group: TrendGroup, stores: boolean): Lines {
  const byStore: readonly SessionColumn[] = stores ? ['Store'] : [];
  const spellings = new Spellings();
  const all: Lines = {
    ...{ columns: byStore, ofUsers: byStore, standAlone: true, ofFailures: false, ranked: false },
    keyOf: () => '',
    nameOf: () => together,
    byName: () => 0,
  };
  switch (group) {
    case 'all':
      return all;
    case 'store':
      return stores
        ? {
            ...all,
            keyOf: ({ Store = '' }) => spellings.keyOf(Store),
            nameOf: (key) => {
              const store = spellings.shown(key);
              return { labels: { store }, columns: { ...nothing, store } };
            },
            byName: (a, b) => byCodePoint(a.columns.store ?? '', b.columns.store ?? ''),
          }
        : all;
    case 'failure':
      return {
        ...all,
        ...{ ofUsers: ['DiagnosticId', 'ResponseCode'], standAlone: false, ofFailures: true, ranked: true },
        keyOf: ({ DiagnosticId = null, ResponseCode = null }) => JSON.stringify([DiagnosticId, ResponseCode]),
        nameOf: failureOf,
        byName: (a, b) =>
          byItem(a.columns.diagnosticId, b.columns.diagnosticId) ||
          byItem(a.columns.responseCode, b.columns.responseCode),
      };
    case 'userAgent':
      return {
        ...all,
        ...{ columns: ['FromUserAgent'], ofUsers: ['FromUserAgent'], standAlone: false, ranked: true },
        // Behind a letter, or an agent could be called like none.
        keyOf: ({ FromUserAgent = null }) => (FromUserAgent === null ? '' : `=${spellings.keyOf(FromUserAgent)}`),
        nameOf: (key) => {
          const userAgent = key === '' ? null : spellings.shown(key.slice(1));
          return { labels: { userAgent: userAgent ?? none }, columns: { ...nothing, userAgent } };
        },
        byName: (a, b) => byItem(a.columns.userAgent, b.columns.userAgent),
      };
  }
}

function failureOf(key: string): LineName {
  const [diagnosticId, responseCode] = JSON.parse(key) as [number | null, number | null];
  return {
    labels: { diagnosticId: String(diagnosticId ?? none), responseCode: String(responseCode ?? none) },
    columns: {
      ...nothing,
      diagnosticId,
      responseCode,
      failureInformation: failureInformation(diagnosticId, responseCode),
    },
  };
}
