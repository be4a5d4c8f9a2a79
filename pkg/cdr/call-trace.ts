import type { CdrTrace } from './cdr.ts';
import type { Dialect } from './dialect.ts';
import type { Statement } from './parameter.ts';

/** Notes the statements of one call, and for how long it waited for them; time counts once, however many run at once. */
export class CallTrace implements CdrTrace {
  readonly statements: Statement[] = [];
  readonly #dialect: Dialect;
  #seconds = 0;
  #asOf: number | undefined;
  #fromMemory = false;
  #outstanding = 0;
  #since = 0;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  get seconds(): number {
    return this.#seconds;
  }

  script(): string {
    return this.#dialect.script(this.statements);
  }

  get asOf(): number | undefined {
    return this.#asOf;
  }

  get fromMemory(): boolean {
    return this.#fromMemory;
  }

  /**
   * Notes that counts were asked for as long ago as this.
   * @param asOf epoch milliseconds
   * @param fromMemory whether some of them came from memory
   */
  noteAge(asOf: number, fromMemory: boolean): void {
    this.#fromMemory ||= fromMemory;
    this.#asOf = Math.min(asOf, this.#asOf ?? asOf);
  }

  /** Notes the statement, and that the call waits until `answer` is there. */
  async note<T>(statement: Statement, answer: () => Promise<T>): Promise<T> {
    this.statements.push(statement);
    if (this.#outstanding === 0) {
      this.#since = performance.now();
    }
    this.#outstanding += 1;
    try {
      return await answer();
    } finally {
      this.#outstanding -= 1;
      if (this.#outstanding === 0) {
        this.#seconds += (performance.now() - this.#since) / 1000;
      }
    }
  }
}
