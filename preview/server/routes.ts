import type { Answer } from './answer.ts';
import { notFound } from './answer.ts';
import type { DashboardFiles } from './dashboards.ts';
import type { DataSources } from './data-sources.ts';
import type { GrafanaApi } from './grafana-api.ts';
import { file, staticFile, type StaticDirectories } from './static-files.ts';

/** A request without the words of HTTP. */
export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly body: Uint8Array;
  /** Aborts when the client has gone. */
  readonly signal: AbortSignal;
}

/** The page asks nobody but this server, and the browser sees to it. */
const onlyHere =
  "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'";

export interface Site {
  readonly api: GrafanaApi;
  readonly sources: DataSources;
  readonly dashboards: DashboardFiles;
  readonly directories: StaticDirectories;
}

/** Answers every route of the preview: Grafana's API as far as it is needed, files, and the page for all other paths. */
export async function answer(site: Site, asked: Asked): Promise<Answer> {
  const { pathname } = asked.url;
  if (pathname.startsWith('/api/')) {
    return apiRoute(site, asked);
  }
  if (asked.method !== 'GET') {
    return notFound('Route');
  }
  if (pathname === '/favicon.ico') {
    return file(site.directories.plugin, 'img/logo.svg');
  }
  if (pathname.startsWith('/public/')) {
    return staticFile(pathname, site.directories);
  }
  const page = await file(site.directories.bundle, 'index.html');
  return { ...page, headers: { ...page.headers, 'Content-Security-Policy': onlyHere } };
}

async function apiRoute({ api, sources, dashboards }: Site, { method, url, body, signal }: Asked): Promise<Answer> {
  const { pathname } = url;
  if (pathname === '/api/ds/query' && method === 'POST') {
    return withJson(body, (query) => api.query(query, signal));
  }
  if (pathname === '/api/frontend/settings') {
    return { status: 200, body: { datasources: sources.instanceSettings() } };
  }
  if (pathname === '/api/search') {
    return dashboards.list();
  }
  const [, kind, id = '', action, rest = ''] =
    /^\/api\/(dashboards|datasources)\/uid\/([^/]+)(?:\/(health|resources))?\/?(.*)$/.exec(pathname) ?? [];
  const uid = decodeURIComponent(id);
  if (kind === 'dashboards') {
    return dashboards.get(uid);
  }
  if (kind !== 'datasources') {
    return notFound('Route');
  }
  if (action === 'health') {
    return api.health(uid, signal);
  }
  if (action === 'resources') {
    return api.resource(uid, method, rest + url.search, body, signal);
  }
  return method === 'PUT' ? withJson(body, (settings) => sources.save(uid, settings)) : sources.settings(uid);
}

function withJson(body: Uint8Array, use: (json: object) => Answer | Promise<Answer>): Answer | Promise<Answer> {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    json = undefined;
  }
  return typeof json === 'object' && json !== null
    ? use(json)
    : { status: 400, body: { message: 'The body is not valid JSON.' } };
}
