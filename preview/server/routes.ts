import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import type { DashboardFiles } from './dashboards.ts';
import type { DataSources } from './data-sources.ts';
import type { GrafanaApi } from './grafana-api.ts';
import { notFound } from './not-found.ts';
import { files, type Directories } from './files.ts';

/** Largest request body taken, in bytes. */
const maxBody = 16 * 1024 * 1024;

/** What the preview serves. */
export interface Site {
  readonly api: GrafanaApi;
  readonly sources: DataSources;
  readonly dashboards: DashboardFiles;
  readonly directories: Directories;
}

/** Every route of the preview: Grafana's API as far as it is needed, files, and the page for all other paths. */
export function routes({ api, sources, dashboards, directories }: Site): Hono {
  const app = new Hono();
  app.onError((error) =>
    Response.json({ message: error.message }, { status: error instanceof HTTPException ? error.status : 500 }),
  );
  app.use(async (c, next) => {
    // A page elsewhere whose name was made to point here must not get at the data.
    if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(c.req.header('host') ?? '')) {
      throw new HTTPException(403, { message: 'The preview answers on 127.0.0.1 and localhost only.' });
    }
    await next();
    c.header('Cache-Control', 'no-cache');
  });
  app.use(
    bodyLimit({
      maxSize: maxBody,
      onError: () => {
        throw new HTTPException(413, { message: `The request body is larger than ${String(maxBody)} bytes.` });
      },
    }),
  );

  app.post('/api/ds/query', async (c) => {
    const results = await api.query(await json(c), c.req.raw.signal);
    const failed = Object.values(results).some(({ error }) => error !== undefined);
    return c.json({ results }, failed ? 400 : 200);
  });
  app.get('/api/frontend/settings', (c) => c.json({ datasources: sources.instanceSettings() }));
  app.get('/api/search', (c) => c.json(dashboards.list()));
  app.get('/api/dashboards/uid/:uid', (c) => c.json(dashboards.get(c.req.param('uid'))));

  const source = '/api/datasources/uid/:uid';
  app.get(source, (c) => c.json(sources.settings(c.req.param('uid'))));
  app.put(source, async (c) => c.json(sources.save(c.req.param('uid'), await json(c))));
  app.get(`${source}/health`, async (c) => {
    const health = await api.health(c.req.param('uid'), c.req.raw.signal);
    return c.json(health, health.status === 'OK' ? 200 : 400);
  });
  app.all(`${source}/resources/*`, async ({ req }) => {
    const [, path = ''] = /\/resources\/(.*)$/.exec(req.url) ?? [];
    const body = new Uint8Array(await req.arrayBuffer());
    return api.resource(req.param('uid'), { method: req.method, path, body }, req.raw.signal);
  });
  app.all('/api/*', () => {
    throw notFound('Route');
  });

  app.route('/', files(directories));
  app.notFound(() => {
    throw notFound('Route');
  });
  return app;
}

async function json({ req }: Context): Promise<object> {
  const body: unknown = await req.json().catch(() => undefined);
  if (typeof body !== 'object' || body === null) {
    throw new HTTPException(400, { message: 'The body is not valid JSON.' });
  }
  return body;
}
