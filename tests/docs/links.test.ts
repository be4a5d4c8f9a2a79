import { describe, expect, test } from '@jest/globals';
import type { Tokens } from 'marked';
import { posix } from 'node:path';
import { exists, page, pages, partsOf, type Page } from './support/pages.ts';

/** Where a link of a page leads: a path of the project, and a heading on it. */
function target(from: Page, href: string): { readonly path: string; readonly anchor: string | undefined } {
  const [path = '', anchor] = decodeURIComponent(href).split('#');
  return { path: path === '' ? from.path : posix.normalize(posix.join(posix.dirname(from.path), path)), anchor };
}

const links = pages.flatMap((from) =>
  [...partsOf<Tokens.Link>(from, 'link'), ...partsOf<Tokens.Image>(from, 'image')].map(({ href }) => ({ from, href })),
);
const isOutside = (href: string) => /^[a-z]+:/.test(href);
const inside = links.filter(({ href }) => !isOutside(href)).map((link) => ({ ...link, page: link.from.path }));

test('there are links to check', () => {
  expect(inside.length).toBeGreaterThan(50);
});

describe('links inside the project', () => {
  test.each(inside)('$page: $href', ({ from, href }) => {
    const { path, anchor } = target(from, href);
    expect(path).not.toMatch(/^(\.\.|\/)/);
    expect(exists(path)).toBe(true);
    if (anchor !== undefined) {
      expect(page(path).anchors).toContain(anchor);
    }
  });
});

test('files that the text names are there', () => {
  // What the steps of docs/architecture.md make is not there yet.
  const named = pages.flatMap(({ text }) =>
    [
      ...text.matchAll(
        /`((?:alerting|contract|dashboards|demo|pkg|preview|provisioning|scripts|seed|sql|src|tests)\/[\w./-]+)`/g,
      ),
    ].map(([, path = '']) => path),
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((path) => !exists(path) && !path.includes('call-forwards'))).toEqual([]);
});

test('links to elsewhere are whole, and encrypted', () => {
  const outside = links.map(({ href }) => href).filter(isOutside);
  expect(outside.filter((href) => !/^https:\/\/[\w.-]+\.\w+|^http:\/\/127\.0\.0\.1/.test(href))).toEqual([]);
});

test('every page is reached from the index or the README', () => {
  const entries = ['README.md', 'docs/README.md'];
  const reached = inside
    .filter(({ from }) => entries.includes(from.path))
    .map(({ from, href }) => target(from, href).path);
  expect(pages.map(({ path }) => path).filter((path) => !reached.includes(path) && path !== 'README.md')).toEqual([]);
});

test('no page names a directory of a machine', () => {
  const local = /(?:^|[\s"'`(=])(?:~|\/(?:home|root|Users|tmp|opt|work))\/|[A-Z]:\\/m;
  expect(pages.filter(({ text }) => local.test(text)).map(({ path }) => path)).toEqual([]);
});

test('no anchor occurs twice because two headings of a page are the same', () => {
  // Headings of a changelog repeat from release to release.
  const others = pages.filter(({ path }) => path !== 'CHANGELOG.md');
  expect(
    others.flatMap(({ path, anchors }) => anchors.filter((one) => /-\d+$/.test(one)).map((one) => path + one)),
  ).toEqual([]);
});
