import { validateSettings } from '../../../contract/settings.ts';
import type { DashboardUid } from '../../../dashboards/parts/catalogue.ts';
import { AnswerCache } from '../../../pkg/async/answer-cache.ts';
import { openCdr, type CdrDatabase } from '../../../pkg/cdr/open-cdr.ts';
import { findValues, valueKinds } from '../../../pkg/data-source/find-values.ts';
import { bytesOfFrames, type Frame } from '../../../pkg/plugin/index.ts';
import { answerQuery } from '../../../pkg/query/answer-query.ts';
import type { DataSources } from '../../../pkg/query/data-source.ts';
import { callContext, seeing } from '../../support/calls.ts';
import { askingPanels, listsOf } from '../../support/opened-dashboard.ts';
import type { Work } from '../metered.ts';
import type { Source } from './database.ts';

type Use = ReturnType<DataSources['get']>['use'];

const { people } = seeing(callContext());

/** A data source in this process, on a clock that is set. What leaves it are frames, not bytes. */
export class Station {
  readonly #database: CdrDatabase;
  readonly #answer: ReturnType<typeof answerQuery>;
  readonly #work: () => Work;
  #now = 0;

  /** @param cacheSeconds as set in the settings; with 0 every question goes to the database */
  constructor({ engine, work }: Source, cacheSeconds: number) {
    const settings = validateSettings({ engine: 'embedded', cacheSeconds, queryTimeout: 3600, maxRows: 1_000_000 });
    this.#database = openCdr(engine, settings, undefined, () => this.#now);
    const now = () => this.#now;
    const answers = new AnswerCache<Frame[]>({ seconds: cacheSeconds, now, bytesOf: bytesOfFrames });
    const use: Use = (run) => run(this.#database, answers);
    this.#answer = answerQuery({ get: () => ({ use, people: () => Promise.resolve(people) }) });
    this.#work = work;
  }

  /** What the database has done for this data source so far. */
  get work(): Work {
    return this.#work();
  }

  /** Sets the clock, epoch milliseconds. */
  set now(now: number) {
    this.#now = now;
  }

  /**
   * Whatever a dashboard asks for when it is loaded or refreshed, all at once.
   * @param length of the range that ends now, milliseconds
   * @throws Error where a query is refused
   */
  async open(uid: DashboardUid, length: number): Promise<void> {
    const range = { from: this.#now - length, to: this.#now };
    await Promise.all([
      ...askingPanels(uid, range).flatMap((panel) => panel.queries.map(({ model }) => this.ask(model, panel.range))),
      ...valueKinds
        .filter((list) => listsOf(uid).includes(list))
        .map(async (list) =>
          findValues(await this.#database.forCall(new AbortController().signal), list, this.#database.rangeFor(range)),
        ),
    ]);
  }

  /** Asks one query over a range. */
  ask(model: unknown, range: { readonly from: number; readonly to: number }): Promise<Frame[]> {
    return this.#answer({
      ...callContext(),
      query: { refId: 'A', model, range, intervalMs: 60_000, maxDataPoints: 1_000 },
    });
  }

  close(): Promise<void> {
    return this.#database.close();
  }
}
