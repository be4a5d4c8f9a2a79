import { getRequestListener } from '@hono/node-server';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { routes, type Site } from './routes.ts';

/** Serves the preview on 127.0.0.1, on the port or the next free one. */
export async function serve(site: Site, port: number): Promise<{ server: Server; url: string }> {
  const answer = getRequestListener(routes(site).fetch, { overrideGlobalObjects: false });
  const server = createServer((request, response) => void answer(request, response));
  await listen(server, port);
  return { server, url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}` };
}

async function listen(server: Server, port: number, tries = 20): Promise<void> {
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || tries === 0) {
      throw error;
    }
    await listen(server, port + 1, tries - 1);
  }
}
