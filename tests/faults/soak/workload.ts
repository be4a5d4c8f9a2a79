import { setTimeout as sleep } from 'node:timers/promises';
import type { PluginProcess } from '../../../preview/plugin-host/plugin-process.ts';
import type { DataSource } from '../../../preview/plugin-host/requests.ts';
import { ask, rowsOf, type Answer } from '../support/ask.ts';
import { wholeRange } from '../support/embedded.ts';
import type { SoakTarget } from './target.ts';

const codes = [201, 203, 214, 486, 487, 504, 603];
/** Mixed queries: small and large answers, one statement and several. */
const models: readonly Readonly<Record<string, unknown>>[] = [
  ...codes.map((responseCodes) => ({ report: 'sessionDetail', limit: 1000, filters: { responseCodes } })),
  { report: 'summary', interval: 'total' },
  { report: 'failureList', filters: { responseCodes: 504 } },
  { report: 'topFailures' },
];

const fieldsOf = ({ frames }: Answer) =>
  JSON.stringify(frames.map(({ fields }) => fields.map(({ name, values }) => [name, values])));

/** Asks all the time and holds every answer against the one that a calm server gave. */
export class Workload {
  readonly outcomes = new Map<string, number>();
  readonly wrong: string[] = [];
  slowest = 0;
  /** Nobody asks for a while, so that connections are idle. */
  paused = false;
  #expected: readonly string[] = [];
  #next = 0;

  /** Seconds after which a query must have ended, whatever happened: its limits, and what lies between them and a caller. */
  readonly #hangsAfter: number;

  constructor(
    private readonly plugin: PluginProcess,
    private readonly source: DataSource,
    private readonly target: SoakTarget,
  ) {
    this.#hangsAfter = target.limits.queryTimeout + target.limits.connectTimeout + 7;
  }

  /** Asks each query once without any fault. */
  async learn(): Promise<void> {
    const answers = await Promise.all(models.map((model) => ask(this.plugin, this.source, model, wholeRange)));
    for (const [index, { status, error }] of answers.entries()) {
      if (status !== 200) {
        throw new Error(`A calm server does not answer ${JSON.stringify(models[index])}: ${error}`);
      }
    }
    for (const [index, code] of codes.entries()) {
      const [known, found] = [this.target.knownRows(code), rowsOf(answers[index] as Answer).length];
      if (known !== undefined && known !== found) {
        throw new Error(`${code} should have brought ${known} rows, and brought ${found}`);
      }
    }
    this.#expected = answers.map(fieldsOf);
  }

  /** Asks until the time has come. */
  async run(until: number): Promise<void> {
    while (Date.now() < until) {
      if (!this.paused) {
        await this.once();
      }
      await sleep(25);
    }
  }

  /** @returns whether it was answered */
  async once(): Promise<boolean> {
    const index = this.#next++ % models.length;
    const started = performance.now();
    const outcome = await Promise.race([this.#ask(index), sleep((this.#hangsAfter + 5) * 1000, 'hangs')]);
    const seconds = (performance.now() - started) / 1000;
    this.slowest = Math.max(this.slowest, seconds);
    this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + 1);
    if (seconds > this.#hangsAfter || /^(hangs|wrong|5(00|01|03)|call)/.test(outcome)) {
      this.wrong.push(`${JSON.stringify(models[index])}: ${outcome} after ${seconds.toFixed(1)} s`);
    }
    return outcome === 'right';
  }

  async #ask(index: number): Promise<string> {
    try {
      const answer = await ask(this.plugin, this.source, models[index], wholeRange);
      if (answer.status !== 200) {
        return `${answer.status} ${answer.error.replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/, '…')}`;
      }
      return fieldsOf(answer) === this.#expected[index] ? 'right' : 'wrong';
    } catch (error) {
      return `call failed: ${String(error)}`;
    }
  }
}
