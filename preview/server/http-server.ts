import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answer } from './answer.ts';
import { answer, type Site } from './routes.ts';

/** Largest request body taken, in bytes. */
const maxBody = 16 * 1024 * 1024;

/** Serves the preview on 127.0.0.1, on the port or the next free one. */
export async function serve(site: Site, port: number): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    // The page or client that asked has gone: what it asked for ends too.
    const gone = new AbortController();
    response.on('close', () => {
      gone.abort();
    });
    route(site, request, gone.signal)
      .catch((error: unknown): Answer => ({
        status: 500,
        body: { message: error instanceof Error ? error.message : String(error) },
      }))
      .then((given) => {
        send(request, response, given);
      })
      .catch(() => response.destroy());
  });
  await listen(server, port);
  return { server, url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}` };
}

async function route(site: Site, request: IncomingMessage, signal: AbortSignal): Promise<Answer> {
  // A page elsewhere whose name was made to point here must not get at the data.
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '')) {
    return { status: 403, body: { message: 'The preview answers on 127.0.0.1 and localhost only.' } };
  }
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  return answer(site, { method: request.method ?? 'GET', url, body: await readBody(request), signal });
}

async function readBody(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBody) {
      throw new Error(`The request body is larger than ${String(maxBody)} bytes.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function send(request: IncomingMessage, response: ServerResponse, { status, body, type, headers }: Answer): void {
  const common = { 'Cache-Control': 'no-cache', ...headers };
  if (headers?.ETag && headers.ETag === request.headers['if-none-match']) {
    response.writeHead(304, common).end();
    return;
  }
  const bytes = body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    'Content-Type': type ?? 'application/json',
    'Content-Length': bytes.length,
    ...common,
  });
  response.end(bytes);
}

function listen(server: Server, port: number, tries = 20): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' && tries > 0) {
        resolve(listen(server, port + 1, tries - 1));
      } else {
        reject(error);
      }
    });
    server.listen(port, '127.0.0.1', () => {
      server.removeAllListeners('error');
      resolve();
    });
  });
}
