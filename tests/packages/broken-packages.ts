import { release } from './support/build-output.ts';
import { chmod, code, drop, manifest, put, rewrite, rewriteJson, type Edit } from './support/edits.ts';
import { fakeExecutable } from './support/fake-executables.ts';

/** What is broken, how, which rule must notice, and words of what it must say. */
export type Broken = readonly [name: string, edit: Edit, rule: string, says: RegExp];

const { id } = release;
const linux = 'gpx_calldiagnostics_linux_amd64';
const renamedTop: Edit = (files) => {
  for (const [path, file] of [...files]) {
    files.delete(path);
    files.set(path.replace(id, 'dist'), file);
  }
};

/** Packages with something wrong in archive, manifest or pictures. */
const outside: readonly Broken[] = [
  ['an empty archive', (files) => files.clear(), 'archive-layout', /empty/],
  ['a folder of another name', renamedTop, 'archive-layout', /one folder, named calldiag/],
  [
    'a second folder',
    (files) => files.set('more/x.txt', { data: Buffer.from('x'), mode: 0o100644 }),
    'archive-layout',
    /more/,
  ],
  ['a plugin in the plugin', put('panel/plugin.json', '{}'), 'archive-layout', /panel\/plugin\.json/],
  ['a .env', put('.env', 'TOKEN=x'), 'archive-strays', /\.env/],
  ['a .git', put('.git/HEAD', 'ref'), 'archive-strays', /\.git\/HEAD/],
  ['node_modules', put('node_modules/a/index.js', ''), 'archive-strays', /node_modules/],
  ['leftovers of a Mac', put('img/.DS_Store', ''), 'archive-strays', /\.DS_Store/],
  ['a file of debugging', put('standalone.txt', ''), 'archive-strays', /standalone\.txt/],
  ['a source', put('module.ts', ''), 'archive-strays', /module\.ts/],
  ['a symbolic link', put('img/other.svg', 'logo.svg', 0o120777), 'archive-strays', /symbolic link/],
  ['an executable that is none', chmod(linux, 0o100644), 'archive-modes', /has mode 0644: it needs 0755/],
  ['a file nobody may read', chmod('module.js', 0o100600), 'archive-modes', /has mode 0600: it needs 0644/],
  ['no plugin.json', drop('plugin.json'), 'manifest-schema', /no plugin\.json/],
  ['a plugin.json that is no JSON', put('plugin.json', '{'), 'manifest-schema', /not JSON/],
  ['a key Grafana does not know', manifest('gadget', true), 'manifest-schema', /gadget/],
  ['no dependencies', manifest('dependencies', undefined), 'manifest-schema', /dependencies/],
  ['a date that is none', manifest('info.updated', '31.01.2025'), 'manifest-schema', /info\.updated.*2025-01-31/],
  ['an id with capitals', manifest('id', 'Calls-sfb-datasource'), 'manifest-schema', /id: must be like/],
  ['an id of another type', manifest('id', 'calls-sfb-panel'), 'manifest-name', /must end with the type, datasource/],
  ['a name that is the id', manifest('name', id), 'manifest-name', /name that people understand/],
  ['another version', manifest('info.version', '9.9.9'), 'manifest-version', /9\.9\.9, package\.json says/],
  ['a range that is none', manifest('dependencies.grafanaDependency', 'new'), 'manifest-grafana', /"new" is no range/],
  ['itself needed', manifest('dependencies.plugins', [{ id }]), 'manifest-grafana', /depends on itself/],
  ['alerting without a back end', manifest('backend', false), 'manifest-backend', /alerting needs "backend"/],
  ['a back end without an executable', manifest('executable', undefined), 'manifest-backend', /needs "executable"/],
  [
    'a link of no kind',
    manifest('info.links', [{ name: 'a', url: 'http://b' }]),
    'manifest-discoverability',
    /https address/,
  ],
  [
    'a logo that is absent',
    manifest('info.logos.small', 'img/none.svg'),
    'images-logos',
    /small logo "img\/none\.svg" is not/,
  ],
  [
    'a logo elsewhere',
    manifest('info.logos.large', 'https://example.com/a.svg'),
    'images-logos',
    /relative to plugin\.json/,
  ],
  ['a logo without a path', manifest('info.logos.large', ''), 'images-logos', /large logo is empty/],
  ['a screenshot that is absent', drop('img/screenshots/home.png'), 'images-screenshots', /is not in the package/],
  ['a screenshot of text', put('img/screenshots/home.png', 'hello'), 'images-screenshots', /not the PNG/],
  [
    'an SVG with a script',
    rewrite('img/logo.svg', (svg) => svg.replace('</svg>', '<script/></svg>')),
    'images-svg',
    /can run/,
  ],
  [
    'an SVG with a handler',
    rewrite('img/logo.svg', (svg) => svg.replace('<svg', '<svg onload="x"')),
    'images-svg',
    /handler/,
  ],
];

/** Packages with something wrong in texts, code, executables or dashboards. */
const inside: readonly Broken[] = [
  ['no README', drop('README.md'), 'texts-readme', /missing or empty/],
  ['the README of a template', put('README.md', '# Grafana Data Source Plugin Template'), 'texts-readme', /template/],
  [
    'a README with a relative link',
    rewrite('README.md', (text) => `${text}[a](docs/a.md)`),
    'texts-readme',
    /docs\/a\.md/,
  ],
  ['no LICENSE', drop('LICENSE'), 'texts-licence', /missing/],
  ['a LICENSE of our own', put('LICENSE', 'Do as you like.'), 'texts-licence', /not the whole text of Apache-2\.0/],
  [
    'a LICENSE cut short',
    rewrite('LICENSE', (text) => text.slice(0, text.indexOf('APPENDIX'))),
    'texts-licence',
    /not the whole text/,
  ],
  [
    'notices without a package',
    put('THIRD-PARTY-NOTICES.txt', 'Bun JavaScriptCore GNU LESSER'),
    'texts-notices',
    /valibot/,
  ],
  ['no module.js', drop('module.js'), 'module-exists', /missing/],
  ['a module.js of another kind', put('module.js', 'export {}'), 'module-exists', /define\(/],
  ['no source map', drop('module.js.map'), 'module-map', /missing/],
  ['a map without sources', put('module.js.map', '{"version":3,"sources":[]}'), 'module-map', /lacks sources/],
  [
    'a map of other sources',
    code('module.ts', '// other'),
    'module-map',
    /another src\/module\.ts than the repository/,
  ],
  [
    'a map with paths of the machine',
    rewriteJson('module.js.map', (map) => (map.sources as string[]).splice(0, 1, '/home/me/plugin/a.ts')),
    'module-map',
    /\/home\/me\/plugin\/a\.ts/,
  ],
  [
    'a tracker',
    rewrite('module.js', (js) => `${js}"https://www.google-analytics.com/x"`),
    'module-tracking',
    /may not track/,
  ],
  ['evaluated code', rewrite('module.js', (js) => `${js}\neval("1")`), 'module-readable', /makes code of text/],
  ['disguised code', rewrite('module.js', (js) => `${js};_0x1f2e3d()`), 'module-readable', /obfuscated/],
  [
    'a newer module of React',
    rewrite('module.js', (js) => js.replace('"react"', '"react/jsx-runtime"')),
    'module-platform',
    /lack/,
  ],
  [
    'something of AngularJS',
    rewrite('module.js', (js) => `${js};class A extends PanelCtrl{}`),
    'module-platform',
    /AngularJS/,
  ],
  ['a log to the console', code('module.ts', 'console.log(1);'), 'code-rules', /src\/module\.ts:1 logs to the console/],
  ["the browser's dialog", code('datasource.ts', 'alert(1);'), 'code-rules', /src\/datasource\.ts:1 opens/],
  ['a silenced compiler', code('vocabulary.ts', '// @ts-ignore'), 'code-rules', /contract\/vocabulary\.ts:1 silences/],
  ['no executable for Linux', drop(linux), 'executables-present', /linux_amd64 is missing/],
  [
    'an executable for another platform',
    put(linux, fakeExecutable('darwin_arm64'), 0o100755),
    'executables-platform',
    /darwin_arm64/,
  ],
  ['an executable of text', put(linux, '#!/bin/sh', 0o100755), 'executables-platform', /no executable of a platform/],
  ['a dashboard that is absent', drop('dashboards/cd-home.json'), 'dashboards', /cd-home\.json, which is not in/],
  ['a dashboard that is none', put('dashboards/cd-home.json', '{}'), 'dashboards', /no dashboard exported/],
  ['a dashboard nobody lists', put('dashboards/more.json', '{}'), 'dashboards', /not in the includes/],
  [
    'a dashboard without its data source',
    rewriteJson('dashboards/cd-home.json', (dashboard) => {
      dashboard.__inputs = [];
    }),
    'dashboards',
    /does not ask for a data source/,
  ],
  [
    'a dashboard bound to one data source',
    rewrite('dashboards/cd-home.json', (text) => text.replace('"uid": "${datasource}"', '"uid": "abc"')),
    'dashboards',
    /bound to the data source abc/,
  ],
];

/** One package or more per rule that can say no. */
export const brokenPackages: readonly Broken[] = [...outside, ...inside];
