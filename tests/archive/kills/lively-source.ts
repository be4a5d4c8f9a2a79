import { oneDay, oneHour } from '../../../archive/slices.ts';
import type { Random } from '../../oracle/random.ts';
import { recordTables } from '../lcscdr.ts';
import type { SourceEnd } from './source-end.ts';

const tenMinutes = oneHour / 6;
/** Rows younger than this change and come late: less than two days, so that they are no older at the end. */
const lively = oneDay * 1.5;

/** What lies in a table of its own until it is there, or when it has been purged. */
type Shelf = 'Late' | 'Purged';

const timeOf = ({ columns }: (typeof recordTables)[number]) =>
  columns.some(({ name }) => name === 'ErrorTime') ? 'ErrorTime' : 'SessionIdTime';

/** Writes an LcsCDR as servers do: rows come late, change, and are purged. */
export class LivelySource {
  readonly #end: SourceEnd;
  readonly #from: Random;
  readonly #now: number;
  readonly #days: number;
  #late: number[] = [];
  /** Rows before this instant are purged. */
  #purgedUpTo: number;
  readonly done = { added: 0, changed: 0, purged: 0 };

  /** @param days for which there are rows up to `now` */
  constructor(end: SourceEnd, from: Random, now: number, days: number) {
    this.#end = end;
    this.#from = from;
    this.#now = now;
    this.#days = days;
    this.#purgedUpTo = now - days * oneDay;
  }

  /** Takes away what is to come later, and what lies in the future. */
  async prepare(): Promise<void> {
    for (const table of recordTables) {
      for (const shelf of ['Late', 'Purged'] as const) {
        const columns = table.columns.map(({ name }) => name).join(', ');
        await this.#end.run(await this.#emptyCopy(`${shelf}${table.name}`, columns, table.name));
      }
      await this.#end.run(`DELETE FROM ${table.name} WHERE ${timeOf(table)} >= ${this.#end.instant(this.#now)}`);
    }
    for (let start = this.#now - lively; start < this.#now - tenMinutes; start += tenMinutes) {
      if (this.#from.chance(0.4)) {
        this.#late.push(start);
        await this.#move('Late', start, start + tenMinutes, 'away');
      }
    }
  }

  /** One change of those that a server makes by itself. */
  async step(mayPurge: boolean): Promise<void> {
    const turn = this.#from.next();
    if (turn < 0.35) {
      await this.#add();
    } else if (turn < 0.85 || !mayPurge) {
      await this.#change();
    } else {
      await this.#purge();
    }
  }

  /** Lets everything come that is late. */
  async settle(): Promise<void> {
    while (this.#late.length > 0) {
      await this.#add();
    }
  }

  /** Brings back what was purged, for the archive has it still. */
  async restore(): Promise<void> {
    await this.#move('Purged', 0, this.#now, 'back');
  }

  async #add(): Promise<void> {
    const start = this.#late.splice(this.#from.whole(0, this.#late.length - 1), 1)[0];
    if (start !== undefined) {
      await this.#move('Late', start, start + tenMinutes, 'back');
      this.done.added += 1;
    }
  }

  async #change(): Promise<void> {
    const start = this.#now - this.#from.next() * lively;
    const within = (time: string) =>
      `${time} >= ${this.#end.instant(Math.round(start))} AND ${time} < ${this.#end.instant(Math.round(start + tenMinutes))}`;
    const code = this.#from.whole(400, 606);
    const id = this.#from.pick([13004, 51004, 1010, 1007, 22]);
    for (const table of ['SessionDetails', 'ConferenceSessionDetails']) {
      await this.#end.run(
        `UPDATE ${table} SET ResponseCode = ${code}, DiagnosticId = ${id}, SessionEndTime = coalesce(InviteTime, SessionEndTime) WHERE ${within('SessionIdTime')}`,
      );
    }
    await this.#end.run(`UPDATE ErrorReport SET SessionSetupTime = ${code} WHERE ${within('ErrorTime')}`);
    await this.#end.run(
      `UPDATE Conferences SET ConferenceEndTime = coalesce(ConferenceStartTime, ConferenceEndTime) WHERE ${within('SessionIdTime')}`,
    );
    this.done.changed += 1;
  }

  /** A quarter of an hour of the oldest rows, up to the half of what is older than two days. */
  async #purge(): Promise<void> {
    const upTo = this.#purgedUpTo + oneHour / 4;
    if (upTo < this.#now - (this.#days + 2) * (oneDay / 2)) {
      await this.#move('Purged', 0, upTo, 'away');
      this.#purgedUpTo = upTo;
      this.done.purged += 1;
    }
  }

  async #move(shelf: Shelf, from: number, to: number, where: 'away' | 'back'): Promise<void> {
    for (const table of recordTables) {
      const columns = table.columns.map(({ name }) => name).join(', ');
      const [source, target] =
        where === 'away' ? [table.name, `${shelf}${table.name}`] : [`${shelf}${table.name}`, table.name];
      const time = timeOf(table);
      const lower = from === 0 ? '' : `${time} >= ${this.#end.instant(from)} AND `;
      const within = `${lower}${time} < ${this.#end.instant(to)}`;
      await this.#end.run(`INSERT INTO ${target} (${columns}) SELECT ${columns} FROM ${source} WHERE ${within}`);
      await this.#end.run(`DELETE FROM ${source} WHERE ${within}`);
    }
  }

  async #emptyCopy(name: string, columns: string, table: string): Promise<string> {
    return Promise.resolve(
      this.#end.instant(0) === '0'
        ? `CREATE TABLE ${name} AS SELECT ${columns} FROM ${table} WHERE 1 = 0`
        : `SELECT ${columns} INTO ${name} FROM ${table} WHERE 1 = 0`,
    );
  }
}
