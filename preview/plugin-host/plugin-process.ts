import { spawn, type ChildProcess } from 'node:child_process';
import { PluginClient } from './client.ts';
import { parseHandshake } from './handshake-line.ts';
import { onLine } from './lines.ts';
import { parseLogLine, type PluginLogLine } from './log-line.ts';

export interface StartOptions {
  /** Path of the plugin's executable. */
  readonly executable: string;
  readonly args?: readonly string[];
  /** Environment beside what every host sets; nothing is inherited, as in Grafana since 12.4. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly onLog?: (line: PluginLogLine) => void;
}

/** What Grafana puts into the environment of every plugin. */
export const hostEnvironment = {
  grafana_plugin_type: 'datasource',
  PLUGIN_PROTOCOL_VERSIONS: '2',
  PLUGIN_MIN_PORT: '10000',
  PLUGIN_MAX_PORT: '25000',
} as const;

/** Milliseconds the host waits for the handshake line, and for a plugin that was asked to end. */
const limits = { handshake: 60_000, shutdown: 2_000 };

/** How a plugin process ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A running plugin: all calls of `PluginClient`, and its process. */
export class PluginProcess extends PluginClient {
  readonly process: ChildProcess;
  /** The handshake line. */
  readonly line: string;
  /** Resolves when the process has ended. */
  readonly exited: Promise<Exit>;

  constructor(process: ChildProcess, line: string, exited: Promise<Exit>) {
    super(parseHandshake(line).address);
    this.process = process;
    this.line = line;
    this.exited = exited;
  }

  /** Ends the plugin as Grafana does: asks, waits two seconds, kills. Resolves when the process has ended. */
  async shutdown(): Promise<Exit> {
    await this.requestShutdown().catch(() => undefined);
    this.close();
    const timer = setTimeout(() => this.process.kill('SIGKILL'), limits.shutdown);
    const exit = await this.exited;
    clearTimeout(timer);
    return exit;
  }
}

/**
 * Starts a plugin as go-plugin does. Rejects when it does not print a handshake line within a minute, with the end of
 * its log in the message. A log line that would make Grafana panic kills the plugin.
 */
export async function startPlugin(options: StartOptions): Promise<PluginProcess> {
  const { executable, args = [], env = {}, cwd } = options;
  const child = spawn(executable, args, {
    env: { ...hostEnvironment, ...env },
    ...(cwd === undefined ? {} : { cwd }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<Exit>((resolve) => {
    child.once('close', (code, signal) => {
      resolve({ code, signal });
    });
  });
  const recent = readLog(child, options.onLog);
  const line = await firstLine(child, exited, recent).catch((error: unknown) => {
    child.kill('SIGKILL');
    throw error;
  });
  return new PluginProcess(child, line, exited);
}

/** Hands every line of stderr to `onLog`; returns the last ten messages, for people who ask why it did not start. */
function readLog(child: ChildProcess, onLog: StartOptions['onLog']): string[] {
  const recent: string[] = [];
  if (child.stderr) {
    onLine(child.stderr, (text) => {
      try {
        const line = parseLogLine(text);
        recent.push(line.message);
        recent.splice(0, recent.length - 10);
        onLog?.(line);
      } catch (error) {
        recent.push(String(error));
        child.kill('SIGKILL');
      }
    });
  }
  return recent;
}

function firstLine(child: ChildProcess, exited: Promise<Exit>, recent: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string): void => {
      clearTimeout(timer);
      reject(new Error([reason, ...recent].join('\n')));
    };
    const timer = setTimeout(() => {
      fail('The plugin printed no handshake line within a minute.');
    }, limits.handshake);
    child.once('error', (error) => {
      fail(`The plugin did not start: ${error.message}`);
    });
    void exited.then(({ code, signal }) => {
      fail(`The plugin ended before the handshake (${signal ?? `exit code ${String(code)}`}).`);
    });
    if (child.stdout) {
      // The stream is read to its end, so that a plugin that prints more does not block.
      onLine(child.stdout, (line) => {
        clearTimeout(timer);
        resolve(line);
      });
    }
  });
}
