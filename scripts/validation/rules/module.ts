import { moduleSources } from '../module-sources.ts';
import { error, warning, type Rule } from '../rule.ts';

const exists: Rule = {
  name: 'module-exists',
  holds: 'module.js is an AMD module',
  analyzers: ['modulejs'],
  async check({ text }) {
    const content = await text('module.js');
    if (content === undefined) {
      return [error('module.js is missing: build the front end.')];
    }
    return /^define\(/.test(content) ? [] : [error('module.js does not begin with define(: Grafana cannot load it.')];
  },
};

const map: Rule = {
  name: 'module-map',
  holds: 'module.js.map has the sources, word for word those of the repository, and no path of the build machine',
  analyzers: ['jssourcemap'],
  async check(subject) {
    if (!subject.files.has('module.js.map')) {
      return [error('module.js.map is missing: build the front end.')];
    }
    const sources = await moduleSources(subject);
    if (sources === undefined) {
      return [error('module.js.map lacks sources or their content: build the front end with them.')];
    }
    const inMap = (await subject.text('module.js.map')) ?? '';
    const absolute = [
      ...inMap.matchAll(
        /"((?:file:\/\/|webpack:\/\/[^/"]*\/)?(?:\/(?:home|Users|root|tmp|builds?)\/|[A-Z]:\\\\)[^"]*)"/g,
      ),
    ];
    const unlike = (content: string): string => content.replaceAll('\r\n', '\n');
    return [
      ...absolute.map(([, path = '']) =>
        error(`module.js.map has ${path}, a path of the build machine: make it relative.`),
      ),
      ...sources
        .filter(({ path, content }) => unlike(subject.source(path) ?? '') !== unlike(content))
        .map(({ path }) => error(`module.js.map has another ${path} than the repository: build the front end anew.`)),
    ];
  },
};

/** Hosts of well-known services that follow people about. Grafana's validator has a list of fifteen thousand. */
const trackers =
  /google-analytics\.|googletagmanager\.|doubleclick\.|hotjar\.|segment\.(io|com)|mixpanel\.|amplitude\.|matomo\.|plausible\.|clarity\.ms|facebook\.(com|net)|sentry\.io|newrelic\.|fullstory\.|heap\.io|intercom/i;

const tracking: Rule = {
  name: 'module-tracking',
  holds: 'module.js calls nobody outside',
  analyzers: ['trackingscripts'],
  async check({ text }) {
    const hosts = [...((await text('module.js')) ?? '').matchAll(/https?:\/\/([\w.-]+\.[a-z]{2,})/g)].map(
      ([, host = '']) => host,
    );
    return [...new Set(hosts)]
      .filter((host) => !/(^|\.)(w3\.org|grafana\.com|microsoft\.com|react\.dev|reactjs\.org)$/.test(host))
      .map((host) =>
        trackers.test(host)
          ? error(`module.js names ${host}: plugins may not track people.`)
          : warning(`module.js names ${host}: see that nothing is loaded from there.`),
      );
  },
};

const readable: Rule = {
  name: 'module-readable',
  holds: 'module.js is minified at most: nothing is evaluated or disguised',
  analyzers: [],
  async check({ text }) {
    const content = (await text('module.js')) ?? '';
    return [
      ...(/\beval\(|\bnew Function\(/.test(content)
        ? [error('module.js makes code of text: eval and Function are not taken.')]
        : []),
      ...(/\b_0x[0-9a-f]{4,}/.test(content)
        ? [error('module.js is obfuscated: Grafana takes minified code only.')]
        : []),
    ];
  },
};

const platform: Rule = {
  name: 'module-platform',
  holds: 'module.js asks for nothing of React 18 alone, and nothing of AngularJS',
  analyzers: ['reactcompat', 'legacyplatform', 'coderules'],
  async check({ text }) {
    const content = (await text('module.js')) ?? '';
    const shared = /^define\(\[([^\]]*)\]/.exec(content)?.[1] ?? '';
    return [
      ...(shared.includes('react/jsx-runtime')
        ? [error('module.js needs react/jsx-runtime, which older Grafanas lack.')]
        : []),
      ...(/__SECRET_INTERNALS|\bReactDOM\.render\(|\bfindDOMNode\(|\bunmountComponentAtNode\(/.test(content)
        ? [error('module.js uses what React 19 has no more: see which package brings it.')]
        : []),
      ...(/\bPanelCtrl\b|\bMetricsPanelCtrl\b|\bQueryCtrl\b|app\/plugins\/sdk|angular\.module\(/.test(content)
        ? [error('module.js uses the AngularJS platform, which Grafana has removed.')]
        : []),
    ];
  },
};

export const moduleRules: readonly Rule[] = [exists, map, tracking, readable, platform];
