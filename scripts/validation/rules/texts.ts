import { error, warning, type Finding, type Rule } from '../rule.ts';

const readme: Rule = {
  name: 'texts-readme',
  holds: 'README.md is our own, long enough to install by, without comments and relative links',
  analyzers: ['readme', 'templatereadme', 'brokenlinks', 'jargon'],
  async check({ text }) {
    const content = (await text('README.md'))?.trim();
    if (!content) {
      return [error('README.md is missing or empty: Grafana shows it on the page of the plugin.')];
    }
    const found: Finding[] = [];
    if (/Grafana (panel|data ?source|app|data source backend) plugin template/i.test(content)) {
      found.push(error('README.md is that of a template: describe this plugin.'));
    }
    if (/<!--.*?-->/s.test(content)) {
      found.push(warning('README.md has comments: take them out, the catalogue shows them.'));
    }
    if (content.length < 1000) {
      found.push(warning('README.md is too short to install and configure the plugin by.'));
    }
    const links = content.matchAll(/\[.+?\]\((.+?)\)/g);
    for (const [, target = ''] of links) {
      if (!/^(https?:\/\/|mailto:|#)/.test(target)) {
        found.push(error(`README.md links to ${target}: outside of the repository only absolute links work.`));
      }
    }
    for (const word of ['yarn', 'nodejs'].filter((jargon) => content.includes(jargon))) {
      found.push(warning(`README.md says "${word}": keep what is for developers in a file of its own.`));
    }
    return found;
  },
};

const changelog: Rule = {
  name: 'texts-changelog',
  holds: 'CHANGELOG.md has this version',
  analyzers: ['changelog'],
  async check({ text, pluginJson: { info } }) {
    const content = (await text('CHANGELOG.md'))?.trim();
    if (!content) {
      return [warning('CHANGELOG.md is missing or empty: say what is new in each version.')];
    }
    const heading = content.split('\n').find((line) => line.startsWith('## ') && line.includes(info.version));
    return [
      ...(heading === undefined ? [warning(`CHANGELOG.md has no heading for ${info.version}: add one.`)] : []),
      ...(heading?.includes('unreleased')
        ? [warning(`CHANGELOG.md calls ${info.version} unreleased: give it its day.`)]
        : []),
    ];
  },
};

/** Licences Grafana takes, by words that are in each. */
const licences: Readonly<Record<string, readonly RegExp[]>> = {
  // Grafana's detector takes the whole text only, with its appendix.
  'Apache-2.0': [
    /Apache License/,
    /Version 2\.0, January 2004/,
    /Grant of Patent License/,
    /\(a\) You must give any other recipients/,
    /APPENDIX: How to apply the Apache License/,
  ],
  MIT: [/Permission is hereby granted, free of charge/, /THE SOFTWARE IS PROVIDED "AS IS"/],
  BSD: [/Redistribution and use in source and binary forms/, /AS IS/],
  'GPL-3.0': [/GNU (AFFERO |LESSER )?GENERAL PUBLIC LICENSE/, /Version 3, (29 June|19 November) 2007/],
};

const licence: Rule = {
  name: 'texts-licence',
  holds: 'LICENSE is the whole text of a licence that Grafana takes',
  analyzers: ['license'],
  async check({ text }) {
    const content = (await text('LICENSE'))?.trim();
    if (!content) {
      return [error('LICENSE is missing: put the text of the licence there.')];
    }
    if (!Object.values(licences).some((words) => words.every((word) => word.test(content)))) {
      return [
        error(
          `LICENSE is not the whole text of ${Object.keys(licences).join(', ')}, LGPL-3.0 or AGPL-3.0: put one of them there.`,
        ),
      ];
    }
    return /\{(yyyy|name of copyright owner)\}/.test(content)
      ? [warning('LICENSE has blanks of the form: fill in year and owner.')]
      : [];
  },
};

const notices: Rule = {
  name: 'texts-notices',
  holds: 'THIRD-PARTY-NOTICES.txt names the runtime, its LGPL parts and every package in module.js',
  analyzers: [],
  async check({ text, pluginJson: { executable } }) {
    const content = await text('THIRD-PARTY-NOTICES.txt');
    if (content === undefined) {
      return [warning('THIRD-PARTY-NOTICES.txt is missing: "npm run package" writes it.')];
    }
    const map = (await text('module.js.map')) ?? '';
    const bundled = [...map.matchAll(/node_modules\/((?:@[^/"]+\/)?[^/"]+)\//g)].map(([, name = '']) => name);
    const runtime = executable === '' ? [] : ['Bun ', 'JavaScriptCore', 'GNU LESSER'];
    return [...new Set([...bundled, ...runtime])]
      .filter((name) => !content.includes(name))
      .map((name) => error(`THIRD-PARTY-NOTICES.txt does not mention ${name}: make the package anew.`));
  },
};

export const textRules: readonly Rule[] = [readme, changelog, licence, notices];
