import type { Server } from '@grpc/grpc-js';
import { unlinkSync } from 'node:fs';
import type { PluginHandlers } from './api.ts';
import { checkHost, HandshakeError, handshakeLine } from './handshake.ts';
import { keepSocket } from './keep-socket.ts';
import { listen, listenAgain, socketDirectory } from './listen.ts';
import { log, writeAll } from './log.ts';
import { watchParent } from './orphan.ts';
import { createServer } from './server.ts';
import { removeStaleSockets } from './sockets.ts';

/** Milliseconds that running calls and `handlers.close` get at the end; the host kills us after two seconds. */
const stopGrace = 300;

/**
 * Runs the plugin behind Grafana's protocol until the host ends it. Resolves once the host has been told where to
 * connect. Ends the process: with 0 when stopped, orphaned or out of reach, with 1 when no plugin host started it, when it cannot
 * listen, or after an exception nobody caught.
 */
export async function serve(handlers: PluginHandlers): Promise<void> {
  exitOnCrash();
  try {
    checkHost(process.env);
  } catch (thrown) {
    return refuse(thrown);
  }

  // Ctrl-C in the terminal of a foreground Grafana reaches us too: it is Grafana that decides when we end.
  process.on('SIGINT', () => undefined);
  const server = createServer(handlers, () => {
    stop('shutdown');
  });
  const ending = new AbortController();
  const stop = once((reason: string) => {
    ending.abort();
    void shutDown(server, handlers, reason);
  });
  process.on('SIGTERM', () => {
    stop('SIGTERM');
  });
  watchParent(() => {
    stop('Grafana has gone');
  });

  const endpoint = await listen(server, process.env).catch(refuse);
  if (endpoint.network === 'unix') {
    guardSocket(server, endpoint.path, ending.signal, stop);
  }
  writeAll(1, handshakeLine(endpoint, process.env) + '\n');
  setImmediate(afterStart);
}

/** The socket is there as long as the process, and no longer. */
function guardSocket(server: Server, path: string, ending: AbortSignal, stop: (reason: string) => void): void {
  process.on('exit', () => {
    removeSocket(path);
  });
  const again = async (): Promise<void> => {
    await listenAgain(server, path);
    log('warn', 'the socket was deleted: listening again at the same path', { path });
  };
  keepSocket(path, ending, again).catch((error: unknown) => {
    log('error', 'the socket was deleted and cannot be made again: ending, so that Grafana starts the plugin anew', {
      path,
      error,
    });
    stop('the socket is lost');
  });
}

function refuse(thrown: unknown): never {
  if (thrown instanceof HandshakeError && thrown.startedByHand) {
    writeAll(2, thrown.message + '\n');
  } else {
    log('error', thrown instanceof Error ? thrown.message : String(thrown));
  }
  process.exit(1);
}

/** What need not be done before the host knows where we are. */
function afterStart(): void {
  log('debug', 'plugin is serving', { pid: process.pid });
  void removeStaleSockets(socketDirectory(process.env)).then(() => {
    log('debug', 'stale sockets removed');
  });
}

/** Stack traces have many lines, which the host would log at a level nobody sees: one line of JSON instead. */
function exitOnCrash(): void {
  const crash = (kind: string) => (error: unknown) => {
    log('error', 'the plugin crashed', { kind, error });
    process.exit(1);
  };
  process.on('uncaughtException', crash('uncaughtException'));
  process.on('unhandledRejection', crash('unhandledRejection'));
}

async function shutDown(server: Server, handlers: PluginHandlers, reason: string): Promise<void> {
  log('debug', 'plugin stops', { reason });
  const drained = new Promise<void>((resolve) => {
    server.tryShutdown(() => {
      resolve();
    });
  });
  const closed = close(handlers);
  await Promise.race([Promise.all([drained, closed]), new Promise((resolve) => setTimeout(resolve, stopGrace))]);
  process.exit(0);
}

async function close(handlers: PluginHandlers): Promise<void> {
  try {
    await handlers.close?.();
  } catch (error) {
    log('warn', 'closing failed', { error });
  }
}

function removeSocket(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // The server may have removed it.
  }
}

function once<Argument>(action: (argument: Argument) => void): (argument: Argument) => void {
  let done = false;
  return (argument) => {
    if (!done) {
      done = true;
      action(argument);
    }
  };
}
