import { afterEach, describe, expect, test } from '@jest/globals';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { HandshakeError } from './handshake.ts';
import { bindPort, portRange } from './ports.ts';

const servers: Server[] = [];
afterEach(() => {
  servers.splice(0).forEach((server) => server.close());
});

/** Listens on a port, 0 for any, and returns it. */
function listenOn(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    servers.push(server);
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port }, () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** A port that was free a moment ago, with the next one free too. */
async function freePort(): Promise<number> {
  const port = await listenOn(0);
  const next = await listenOn(port + 1).catch(() => undefined);
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
  return next === undefined ? freePort() : port;
}

describe('the range a host gives', () => {
  test.each([
    [{}, { first: 0, last: 0 }],
    [
      { PLUGIN_MIN_PORT: '', PLUGIN_MAX_PORT: '' },
      { first: 0, last: 0 },
    ],
    [
      { PLUGIN_MIN_PORT: '10000', PLUGIN_MAX_PORT: '25000' },
      { first: 10_000, last: 25_000 },
    ],
    [
      { PLUGIN_MIN_PORT: '7000', PLUGIN_MAX_PORT: '7000' },
      { first: 7000, last: 7000 },
    ],
    [{ PLUGIN_MAX_PORT: '25000' }, { first: 0, last: 25_000 }],
  ])('%j', (env, range) => {
    expect(portRange(env)).toEqual(range);
  });

  test.each([
    [{ PLUGIN_MIN_PORT: 'http', PLUGIN_MAX_PORT: '25000' }, /"http" as PLUGIN_MIN_PORT/],
    [{ PLUGIN_MIN_PORT: '1e3', PLUGIN_MAX_PORT: '25000' }, /"1e3" as PLUGIN_MIN_PORT/],
    [{ PLUGIN_MIN_PORT: '-1', PLUGIN_MAX_PORT: '25000' }, /"-1" as PLUGIN_MIN_PORT/],
    [{ PLUGIN_MIN_PORT: ' 1', PLUGIN_MAX_PORT: '25000' }, /" 1" as PLUGIN_MIN_PORT/],
    [{ PLUGIN_MIN_PORT: '10000', PLUGIN_MAX_PORT: '65536' }, /"65536" as PLUGIN_MAX_PORT/],
    [{ PLUGIN_MIN_PORT: '10001', PLUGIN_MAX_PORT: '10000' }, /from 10001 .* to 10000 .*above/],
    [{ PLUGIN_MIN_PORT: '10000' }, /from 10000 .* to 0 .*above/],
  ])('%j is refused', (env, message) => {
    expect(() => portRange(env)).toThrow(HandshakeError);
    expect(() => portRange(env)).toThrow(message);
  });
});

describe('the port', () => {
  test('is the first of the range that is free', async () => {
    const first = await freePort();
    expect(await bindPort({ first, last: first + 1 }, listenOn)).toBe(first);
    expect(await bindPort({ first, last: first + 1 }, listenOn)).toBe(first + 1);
  });

  test('is the next one where somebody takes it in between', async () => {
    const first = await freePort();
    const bind = (port: number) => (port === first ? Promise.reject(new Error('in use')) : listenOn(port));
    expect(await bindPort({ first, last: first + 1 }, bind)).toBe(first + 1);
  });

  test('is any where the host gives no range', async () => {
    expect(await bindPort({ first: 0, last: 0 }, listenOn)).toBeGreaterThan(0);
  });

  test('cannot be had where all are taken', async () => {
    const first = await listenOn(0);
    await expect(bindPort({ first, last: first }, listenOn)).rejects.toThrow(
      new HandshakeError(
        `No port of 127.0.0.1 from ${first} to ${first} can be had, the range that the plugin host gives (PLUGIN_MIN_PORT, PLUGIN_MAX_PORT): end what listens there.`,
      ),
    );
  });
});
