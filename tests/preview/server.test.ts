import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { request, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { startPreview, type Preview } from '../../preview/server/preview.ts';
import { builtExecutable } from '../support/executable.ts';

const plugin = '/public/plugins/calldiagnostics-sfb-datasource';
let preview: Preview;
beforeAll(async () => {
  preview = await startPreview({ executable: builtExecutable(), port: 0 });
});
afterAll(() => preview.stop());

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** Asks for a path as it is written: `fetch` and browsers resolve dots before they ask. */
async function ask(path: string, headers: OutgoingHttpHeaders = {}, method = 'GET', body = ''): Promise<Answer> {
  const asked = request(preview.url, { path, method, headers });
  asked.on('error', () => undefined); // a server that refuses a body may hang up before it has read it
  asked.end(body);
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) {
    chunks.push(chunk as Buffer);
  }
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks).toString('utf8') };
}

describe('the preview keeps to this machine', () => {
  test('it listens on the loopback address', () => {
    expect(preview.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  test.each(['evil.example', 'evil.example:3000', '127.0.0.1.evil.example', 'localhost.evil.example'])(
    'a request for the host "%s" is refused',
    async (host) => {
      for (const path of ['/', '/api/search', `${plugin}/module.js`]) {
        const { status, body } = await ask(path, { host });
        expect({ status, body }).toEqual({
          status: 403,
          body: '{"message":"The preview answers on 127.0.0.1 and localhost only."}',
        });
      }
    },
  );

  test('localhost is this machine, too', async () => {
    expect((await ask('/api/search', { host: 'localhost:3000' })).status).toBe(200);
  });

  test('the page may ask no other server', async () => {
    const { status, headers, body } = await ask('/d/cd-home?from=now-7d');
    expect(status).toBe(200);
    expect(headers['content-type']).toMatch(/^text\/html/);
    expect(headers['content-security-policy']).toMatch(/^default-src 'self' data: blob:;.* frame-ancestors 'none'$/);
    expect(body).toContain('<html');
  });
});

describe('files', () => {
  test.each([
    '/public/preview/../package.json',
    '/public/preview/%2e%2e/package.json',
    '/public/preview/..%2fpackage.json',
    '/public/preview/..%5cpackage.json',
    '/public/build/img/../../../package.json',
    '/public/build/img/%2e%2e%2f%2e%2e%2f%2e%2e%2fpackage.json',
    `${plugin}/../../../package.json`,
    `${plugin}/..%2fpackage.json`,
    `${plugin}/%2e%2e/package.json`,
    '/public/fonts/../../package.json',
    '/..%2f..%2fpackage.json',
  ])('%s does not lead out of its folder', async (path) => {
    const { body } = await ask(path);
    expect(body).not.toContain('"devDependencies"');
    expect(body).not.toContain('"version"');
  });

  test.each([
    [`${plugin}/module.js`, 'text/javascript', 'define('],
    [`${plugin}/img/logo.svg`, 'image/svg+xml', '<svg'],
    ['/favicon.ico', 'image/svg+xml', '<svg'],
    ['/public/preview/main.js', 'text/javascript', 'import'],
    ['/public/build/img/icons/unicons/angle-down.svg', 'image/svg+xml', '<svg'],
    ['/public/build/img/icons/unicons/angle-double-left.svg', 'image/svg+xml', '<path d="M11 17l-5-5'],
    ['/public/fonts/inter/Inter-Medium.woff2', 'font/woff2', 'wOF2'],
    ['/public/fonts/roboto/RobotoMono-Regular.woff2', 'font/woff2', 'wOF2'],
  ])('%s is sent as %s, and not again while it stays the same', async (path, type, part) => {
    const { status, headers, body } = await ask(path);
    expect(status).toBe(200);
    expect(headers['content-type']).toContain(type);
    expect(headers['cache-control']).toBe('no-cache');
    expect(body).toContain(part);
    if (headers.etag) {
      expect((await ask(path, { 'if-none-match': String(headers.etag) })).status).toBe(304);
    }
  });

  test.each([
    `${plugin}/${builtExecutable().split(/[\\/]/).at(-1) ?? ''}`,
    `${plugin}/nothing.js`,
    '/public/preview/nothing.js',
    '/public/fonts/other/Font.woff2',
    '/public/fonts/inter/Inter-Black.woff2',
    '/public/elsewhere.js',
  ])('%s is not there', async (path) => {
    expect((await ask(path)).status).toBe(404);
  });
});

describe('the API', () => {
  const json = async (...asked: Parameters<typeof ask>) => {
    const { status, headers, body } = await ask(...asked);
    expect(headers['content-type']).toMatch(/^application\/json/);
    return { status, body: JSON.parse(body) as Record<string, unknown> };
  };
  const source = () => `/api/datasources/uid/${preview.uids[0] ?? ''}`;

  test('answers a query', async () => {
    const query = { refId: 'A', datasource: { uid: preview.uids[0] }, report: 'summary' };
    const { status, body } = await json('/api/ds/query', {}, 'POST', JSON.stringify({ queries: [query] }));
    expect({ status, refIds: Object.keys(body.results as object) }).toEqual({ status: 200, refIds: ['A'] });
  });

  test.each(['', '{', '7', 'null'])('refuses the body "%s"', async (body) => {
    for (const [path, method] of [
      ['/api/ds/query', 'POST'],
      [source(), 'PUT'],
    ] as const) {
      expect(await json(path, {}, method, body)).toEqual({
        status: 400,
        body: { message: 'The body is not valid JSON.' },
      });
    }
  });

  test('refuses a body no question needs', async () => {
    const { status, body } = await json(
      '/api/ds/query',
      {},
      'POST',
      JSON.stringify({ x: 'x'.repeat(17 * 1024 * 1024) }),
    );
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body.message).toMatch(/^The request body is larger than /);
  });

  test('lists dashboards and data sources, and gives each', async () => {
    const { body: list } = await json('/api/search');
    expect(list).toEqual(expect.arrayContaining([expect.objectContaining({ uid: 'cd-home', url: '/d/cd-home' })]));
    const { body } = await json('/api/dashboards/uid/cd-home');
    expect(body).toMatchObject({ dashboard: { uid: 'cd-home' }, meta: { provisioned: true } });
    const { body: settings } = await json('/api/frontend/settings');
    expect(Object.values(settings.datasources as object)).toMatchObject([{ uid: preview.uids[0] }]);
    expect((await json(source())).body).toMatchObject({ uid: preview.uids[0], secureJsonFields: {} });
  });

  test('passes health checks and resources on to the plugin', async () => {
    expect(await json(`${source()}/health`)).toMatchObject({ status: 200, body: { status: 'OK' } });
    const { status, body } = await json(`${source()}/resources/values/pools?from=0`);
    expect({ status, some: JSON.stringify(body).includes('pool-') }).toEqual({ status: 200, some: true });
    expect((await json(`${source()}/resources/nothing`)).status).toBe(404);
  });

  test.each([
    ['GET', '/api/nothing'],
    ['GET', '/api/dashboards/uid/nothing'],
    ['GET', '/api/datasources/uid/nothing'],
    ['GET', '/api/datasources/uid/nothing/health'],
    ['GET', '/api/datasources/uid/nothing/resources/catalogue'],
    ['POST', '/d/cd-home'],
  ])('%s %s is not found', async (method, path) => {
    expect(await json(path, {}, method)).toEqual({
      status: 404,
      body: { message: expect.stringMatching(/^(Route|Dashboard|Data source) not found$/) },
    });
  });
});

test('the next free port is taken where one is in use', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as { port: number };
  const other = await startPreview({ executable: builtExecutable(), port });
  try {
    expect(Number(new URL(other.url).port)).toBeGreaterThan(port);
  } finally {
    await other.stop();
    taken.close();
  }
});
