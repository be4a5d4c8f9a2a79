import type { Cell } from '../lcscdr/table.ts';
import type { CdrRows } from '../generator/rows.ts';
import { conferenceRow, conferenceSessionRow, focusJoinRow, mcuJoinRow } from './conference-rows.ts';
import { Dictionaries } from './dictionaries.ts';
import type { Sink } from './dictionary.ts';
import { errorReportRow, progressReportRow } from './report-rows.ts';
import { dialogRow, mediaRow, sessionRow, voipRow } from './session-rows.ts';

/** Turns rows of the views back into rows of the tables. One instance belongs to one database. */
export class TableRows {
  readonly dictionaries: Dictionaries;
  readonly #sink: Sink;
  readonly #errorIds = new Map<string, number>();

  constructor(sink: Sink) {
    this.#sink = sink;
    this.dictionaries = new Dictionaries(sink);
  }

  /** Hands the table rows of `rows` to the sink, dictionary rows ahead of the rows that need them. */
  write(rows: CdrRows): void {
    const each = <T>(table: string, list: readonly T[], map: (words: Dictionaries, row: T) => Cell[]) => {
      for (const row of list) {
        this.#sink(table, map(this.dictionaries, row));
      }
    };
    each('Dialogs', rows.sessions, dialogRow);
    each('Dialogs', rows.conferenceSessions, dialogRow);
    each('SessionDetails', rows.sessions, sessionRow);
    each('Media', rows.media, mediaRow);
    each('VoipDetails', rows.voip, voipRow);
    each('ConferenceSessionDetails', rows.conferenceSessions, conferenceSessionRow);
    each('Conferences', rows.conferences, conferenceRow);
    each('FocusJoinsAndLeaves', rows.focusJoins, focusJoinRow);
    each('McuJoinsAndLeaves', rows.mcuJoins, mcuJoinRow);
    this.#errorIds.clear();
    for (const row of rows.errorReports) {
      const values = errorReportRow(this.dictionaries, row);
      this.#errorIds.set(`${row.ErrorTime}/${row.ErrorReportSeq}`, Number(values[2]));
      this.#sink('ErrorReport', values);
    }
    for (const row of rows.progressReports) {
      const errorId = this.#errorIds.get(`${row.ErrorTime}/${row.ErrorReportSeq}`) ?? null;
      this.#sink('ProgressReport', progressReportRow(this.dictionaries, row, errorId));
    }
  }
}
