import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { etag } from 'hono/etag';
import { join } from 'node:path';
import { notFound } from './not-found.ts';

/** The page asks nobody but this server, and the browser sees to it. */
const onlyHere =
  "default-src 'self' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'";

/** Grafana draws its icons from files of which a third is not in the npm package: those we show, in their stead. */
const ownIcons: Record<string, string> = {
  'angle-double-left': 'M11 17l-5-5 5-5M18 17l-5-5 5-5',
  'angle-double-right': 'M13 17l5-5-5-5M6 17l5-5-5-5',
  spinner: 'M12 3a9 9 0 1 0 9 9',
};

const iconOf = (path = ''): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="${path}" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"/></svg>`;

/** Files of Inter and Roboto Mono by the names Grafana's style sheet asks for. */
const fonts = {
  'inter/Inter-Regular.woff2': 'inter/files/inter-latin-400-normal.woff2',
  'inter/Inter-Medium.woff2': 'inter/files/inter-latin-500-normal.woff2',
  'inter/Inter-Italic.woff2': 'inter/files/inter-latin-400-italic.woff2',
  'inter/Inter-MediumItalic.woff2': 'inter/files/inter-latin-500-italic.woff2',
  'roboto/*': 'roboto-mono/files/roboto-mono-latin-400-normal.woff2',
};

export interface Directories {
  /** The built page. */
  readonly bundle: string;
  /** The built plugin, with `module.js`. */
  readonly plugin: string;
  readonly nodeModules: string;
}

/** `/public/...`: the page's bundle, Grafana's icons and fonts, the plugin's files for browsers; the page for all else. */
export function files({ bundle, plugin, nodeModules }: Directories): Hono {
  const app = new Hono();
  app.use(etag()); // a browser that has a file keeps it, and what it compiled of it
  app.use(async (c, next) => {
    c.header('Content-Security-Policy', onlyHere);
    await next();
  });
  app.get('/favicon.ico', serveStatic({ root: plugin, path: 'img/logo.svg' }));
  app.get('/public/preview/*', below(bundle, 2));
  app.get('/public/build/img/*', below(join(nodeModules, '@grafana/ui/dist/public/img'), 3));
  app.get('/public/build/img/icons/:style/:icon{.+\\.svg}', (c) =>
    c.body(iconOf(ownIcons[c.req.param('icon').replace(/\.svg$/, '')]), 200, { 'Content-Type': 'image/svg+xml' }),
  );
  for (const [name, path] of Object.entries(fonts)) {
    app.get(`/public/fonts/${name}`, serveStatic({ root: join(nodeModules, '@fontsource'), path }));
  }
  // The executables beside module.js are no business of a browser.
  app.get('/public/plugins/:id/:file{.+\\.(?:js|json|map|png|svg)}', below(plugin, 3));
  app.all('/public/*', () => {
    throw notFound('File');
  });
  app.get('*', serveStatic({ root: bundle, path: 'index.html' }));
  return app;
}

/** Files below a directory, by the path that follows so many names of the address. */
const below = (root: string, names: number) =>
  serveStatic({
    root,
    rewriteRequestPath: (path) =>
      path
        .split('/')
        .slice(names + 1)
        .join('/'),
  });
