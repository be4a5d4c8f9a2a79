import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { DiagnosticsError } from '../pkg/errors.ts';

const prefix = 'calldiagnostics_archive_';

/** What an archiver counts of itself. */
export class ArchiveMetrics {
  readonly #registry = new Registry();
  readonly #rowsRead: Counter<'store' | 'view'>;
  readonly #rowsWritten: Counter<'store' | 'view'>;
  readonly #slices: Counter<'store' | 'view'>;
  readonly #passes: Counter<'store' | 'outcome'>;
  readonly #lastPass: Gauge<'store'>;
  readonly #passSeconds: Gauge<'store'>;
  readonly #failuresInARow: Gauge<'store'>;
  readonly #restSeconds: Counter<'store'>;

  constructor() {
    const registers = [this.#registry];
    const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
      new Counter({ name: `${prefix}${name}`, help, labelNames, registers });
    const gauge = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
      new Gauge({ name: `${prefix}${name}`, help, labelNames, registers });
    collectDefaultMetrics({ register: this.#registry });
    this.#rowsRead = counter('rows_read_total', 'Rows read from the source.', ['store', 'view']);
    this.#rowsWritten = counter('rows_written_total', 'Rows that were new in the archive or had changed.', [
      'store',
      'view',
    ]);
    this.#slices = counter('slices_total', 'Slices copied: hours of a view.', ['store', 'view']);
    this.#passes = counter('passes_total', 'Passes, by outcome ("ok" or an error code).', ['store', 'outcome']);
    this.#lastPass = gauge(
      'last_pass_timestamp_seconds',
      'When the last pass that went well ended; 0 before the first since the start.',
      ['store'],
    );
    this.#passSeconds = gauge('last_pass_duration_seconds', 'Seconds that it took.', ['store']);
    this.#failuresInARow = gauge('failures_in_a_row', 'Passes that failed since the last that went well.', ['store']);
    this.#restSeconds = counter('rest_seconds_total', 'Seconds for which a slow source was left alone.', ['store']);
  }

  /** A store that is to be copied: it has never passed, and says so from the beginning, for no rule fires on a number that is not there. */
  known(store: string): void {
    this.#lastPass.set({ store }, 0);
    this.#failuresInARow.set({ store }, 0);
  }

  copied(
    store: string,
    { view, rows, written, slices }: { view: string; rows: number; written: number; slices: number },
  ) {
    this.#rowsRead.inc({ store, view }, rows);
    this.#rowsWritten.inc({ store, view }, written);
    this.#slices.inc({ store, view }, slices);
  }

  /** @param now epoch milliseconds */
  passed(store: string, seconds: number, now: number): void {
    this.#passes.inc({ store, outcome: 'ok' });
    this.#lastPass.set({ store }, now / 1000);
    this.#passSeconds.set({ store }, seconds);
    this.#failuresInARow.set({ store }, 0);
  }

  failed(store: string, code: string): void {
    this.#passes.inc({ store, outcome: code });
    this.#failuresInARow.inc({ store });
  }

  rested(store: string, milliseconds: number): void {
    this.#restSeconds.inc({ store }, milliseconds / 1000);
  }

  /** Prometheus' text format. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  /**
   * Answers `GET /metrics`.
   * @param address `:9464`, `127.0.0.1:9464`, `[::1]:9464`; without a host on this machine alone
   * @throws DiagnosticsError where the address is none, or is taken
   */
  async serve(address: string): Promise<Server> {
    const { host, port } = readAddress(address);
    const server = createServer((request, response) => {
      if (request.method !== 'GET' || request.url?.split('?')[0] !== '/metrics') {
        response.writeHead(404).end();
        return;
      }
      this.text().then(
        (text) => response.writeHead(200, { 'content-type': this.#registry.contentType }).end(text),
        () => response.writeHead(500).end(),
      );
    });
    server.listen(port, host);
    try {
      await once(server, 'listening');
    } catch (cause) {
      // Whoever has the port may give it back: a service is to try again.
      throw new DiagnosticsError(
        'server',
        `--metrics: ${address} cannot be listened on. Choose a port that nobody uses, and an address of this machine.`,
        { cause },
      );
    }
    // It ends with the archiver, and does not keep it.
    server.unref();
    return server;
  }
}

function readAddress(address: string): { host: string; port: number } {
  const [, given = '', port] = /^(.*?):?(\d{1,5})$/.exec(address) ?? [];
  const host = given.replace(/^\[(.*)\]$/, '$1');
  if (port === undefined || Number(port) > 65_535 || (host.includes(':') && !isIPv6(host))) {
    throw new DiagnosticsError('settings', `--metrics: ${address} is no address such as :9464 or 127.0.0.1:9464.`);
  }
  return { host: host === '' ? '127.0.0.1' : host, port: Number(port) };
}
