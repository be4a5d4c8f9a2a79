import { asObject } from '../plugin-json.ts';
import { error, warning, type Finding, type Rule } from '../rule.ts';
import { manifestSchema } from './manifest-schema.ts';

const naming: Rule = {
  name: 'manifest-name',
  holds: 'the id is org-name-type, and the name is for people',
  analyzers: ['pluginname', 'typesuffix'],
  check({ pluginJson: { id, name, type } }) {
    const parts = id.split('-');
    return [
      ...(parts.at(-1) === type ? [] : [error(`plugin.json: the id ${id} must end with the type, ${type}.`)]),
      ...(parts.length >= 3 ? [] : [warning(`plugin.json: the id ${id} should be of the form org-name-type.`)]),
      ...(name !== id && name !== '' ? [] : [error('plugin.json: give it a name that people understand, not the id.')]),
    ];
  },
};

const version: Rule = {
  name: 'manifest-version',
  holds: 'plugin.json and package.json name the same version',
  analyzers: ['version', 'packagejson'],
  check({ pluginJson: { info }, source }) {
    const content = source('package.json');
    const wanted = (asObject(content) as { version?: unknown }).version;
    return wanted === info.version
      ? []
      : [error(`plugin.json says version ${info.version}, package.json says ${String(wanted)}: make them the same.`)];
  },
};

const dependency: Rule = {
  name: 'manifest-grafana',
  holds: 'grafanaDependency is a range of versions, and the plugin does not depend on itself',
  analyzers: ['grafanadependency', 'restrictivedep', 'circulardependencies'],
  check({ pluginJson: { id, dependencies } }) {
    const range = dependencies.grafanaDependency;
    const found: Finding[] = [];
    if (
      !/^(<=|>=|<|>|=|~|\^)?\d+(\.[\dx*]+){0,2}(-[\w.-]+)?(( | \|\| )(<=|>=|<|>|=|~|\^)?\d+(\.[\dx*]+){0,2}(-[\w.-]+)?)*$/.test(
        range,
      )
    ) {
      found.push(error(`plugin.json: grafanaDependency "${range}" is no range of versions, such as >=10.1.0.`));
    } else if (/^\d+\.\d+\.(\d+|x)$/.test(range)) {
      found.push(
        warning(
          `plugin.json: grafanaDependency "${range}" leaves out newer Grafanas: write >=${range.replace('x', '0')}.`,
        ),
      );
    }
    const self = dependencies.plugins.some((plugin) => plugin.id === id);
    return [...found, ...(self ? [error('plugin.json: the plugin depends on itself.')] : [])];
  },
};

const backend: Rule = {
  name: 'manifest-backend',
  holds: 'backend, executable and alerting go together',
  analyzers: ['backendbinary'],
  check: ({ pluginJson }) => [
    ...(pluginJson.alerting && !pluginJson.backend ? [error('plugin.json: alerting needs "backend": true.')] : []),
    ...(pluginJson.backend && pluginJson.executable === '' ? [error('plugin.json: backend needs "executable".')] : []),
    ...(pluginJson.executable !== '' && !pluginJson.backend
      ? [error('plugin.json: executable needs "backend": true.')]
      : []),
  ],
};

const discoverability: Rule = {
  name: 'manifest-discoverability',
  holds: 'there are a short description, keywords, an author and links',
  analyzers: ['discoverability', 'safelinks'],
  check({ pluginJson: { info } }) {
    const sentences = info.description.split(/[.!?](\s|$)/).filter((sentence) => (sentence ?? '').trim() !== '').length;
    return [
      ...(info.description === '' ? [warning('plugin.json: add info.description, people search in it.')] : []),
      ...(sentences > 2 ? [warning('plugin.json: info.description has more than two sentences: shorten it.')] : []),
      ...(info.keywords.length === 0 ? [warning('plugin.json: add info.keywords, people search in them.')] : []),
      ...(info.author.name === '' ? [warning('plugin.json: add info.author.name.')] : []),
      ...(info.links.length === 0 ? [warning("plugin.json: add info.links; Grafana's catalogue demands them.")] : []),
      ...info.links
        .filter(({ name, url }) => name === '' || !/^https:\/\/[^/]+\.[^/]+/.test(url))
        .map(({ name, url }) =>
          error(`plugin.json: the link "${name}" to "${url}" needs a name and an https address.`),
        ),
    ];
  },
};

export const manifestRules: readonly Rule[] = [manifestSchema, naming, version, dependency, backend, discoverability];
