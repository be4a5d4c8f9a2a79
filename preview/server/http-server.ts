import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answer, GrafanaApi } from './grafana-api.ts';

/** Largest request body taken, in bytes. */
const maxBody = 16 * 1024 * 1024;

/** Serves the API on 127.0.0.1, on the port or the next free one. */
export async function serveApi(api: GrafanaApi, port: number): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    // The page or client that asked has gone: what it asked for ends too.
    const gone = new AbortController();
    response.on('close', () => {
      gone.abort();
    });
    route(api, request, gone.signal)
      .catch((error: unknown): Answer => ({
        status: 500,
        body: { message: error instanceof Error ? error.message : String(error) },
      }))
      .then((answer) => {
        send(response, answer);
      })
      .catch(() => response.destroy());
  });
  await listen(server, port);
  return { server, url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}` };
}

async function route(api: GrafanaApi, request: IncomingMessage, signal: AbortSignal): Promise<Answer> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const method = request.method ?? 'GET';
  const [, uid, kind, rest] = /^\/api\/datasources\/uid\/([^/]+)\/(health|resources)\/?(.*)$/.exec(url.pathname) ?? [];
  if (method === 'POST' && url.pathname === '/api/ds/query') {
    const text = Buffer.from(await readBody(request)).toString('utf8');
    try {
      return await api.query(JSON.parse(text) as object, signal);
    } catch (error) {
      if (error instanceof SyntaxError) {
        return { status: 400, body: { message: 'The body is not valid JSON.' } };
      }
      throw error;
    }
  }
  if (uid && kind === 'health') {
    return api.health(decodeURIComponent(uid), signal);
  }
  if (uid && kind === 'resources') {
    return api.resource(decodeURIComponent(uid), method, `${rest ?? ''}${url.search}`, await readBody(request), signal);
  }
  return {
    status: 404,
    body: { message: 'Not found. Routes: POST /api/ds/query, /api/datasources/uid/<uid>/health.' },
  };
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

function send(response: ServerResponse, { status, body }: Answer): void {
  const bytes = body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body));
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': bytes.length });
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
