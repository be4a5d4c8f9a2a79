import { existsSync, readFileSync } from 'node:fs';
import { checksum, checksumAlgorithms } from '../../packaging/checksums.ts';
import { error, warning, type Finding, type Rule } from '../rule.ts';
import { archiveName } from '../subject.ts';

const layout: Rule = {
  name: 'archive-layout',
  holds: 'everything lies in one folder named after the plugin',
  analyzers: ['archive', 'archivename', 'metadata', 'nestedmetadata', 'includesnested'],
  check({ top, files, archive, pluginJson: { id } }) {
    if (archive.files.length === 0) {
      return [error('The archive is empty: make it anew.')];
    }
    const found: Finding[] = [];
    if (!files.has('plugin.json')) {
      found.push(
        error(`There is no plugin.json in a folder at the top, only ${top.join(', ')}: put everything into one.`),
      );
    } else if (top.length !== 1 || top[0] !== id) {
      found.push(error(`The archive has ${top.join(', ')} at its top: there must be one folder, named ${id}.`));
    }
    const nested = [...files.keys()].filter((path) => path.endsWith('/plugin.json') || path.startsWith('dist/'));
    return [...found, ...nested.map((path) => error(`${path} is a plugin in the plugin: leave it out.`))];
  },
};

const name: Rule = {
  name: 'archive-name',
  holds: 'the zip is named <id>-<version>.zip, or <id>-<version>.<os>_<arch>.zip',
  analyzers: [],
  check(subject) {
    const { id, info } = subject.pluginJson;
    const rest = archiveName(subject).replace(`${id}-${info.version}`, '');
    const named = subject.archive.kind === 'folder' || /^(\.(linux|windows|darwin)_(amd64|arm64))?\.zip$/.test(rest);
    return named
      ? []
      : [error(`${archiveName(subject)} does not say plugin and version: name it ${id}-${info.version}.zip.`)];
  },
};

const checksums: Rule = {
  name: 'archive-checksums',
  holds: 'the checksums beside the zip are those of the zip',
  analyzers: ['checksum'],
  async check({ archive }) {
    const found: Finding[] = [];
    for (const algorithm of archive.kind === 'zip' ? checksumAlgorithms : []) {
      const file = `${archive.path}.${algorithm}`;
      if (!existsSync(file)) {
        found.push(
          warning(`There is no .${algorithm} beside the zip: people who install it have nothing to check it by.`),
        );
      } else if (readFileSync(file, 'utf8').split(/\s/)[0] !== (await checksum(archive.path, algorithm))) {
        found.push(error(`The .${algorithm} beside the zip is not its checksum: make the package anew.`));
      }
    }
    return found;
  },
};

/** Names that stand for leftovers of development, wherever they are. */
const leftovers =
  /(^|\/)(\.[^/]+|node_modules|__MACOSX|Thumbs\.db|desktop\.ini|standalone\.txt|pid\.txt|package(-lock)?\.json)(\/|$)|\.(tsx?|go|log|orig|bak|pem|key)$|~$/i;

const strays: Rule = {
  name: 'archive-strays',
  holds: 'nothing of the workshop is in it: no sources, no hidden files, no logs, no links',
  analyzers: ['backenddebug'],
  check: ({ files }) => [
    ...[...files.keys()]
      .filter((path) => leftovers.test(path))
      .map((path) => error(`${path} does not belong in: leave it out.`)),
    ...[...files.values()]
      .filter(({ mode }) => (mode & 0o170000) === 0o120000)
      .map(({ path }) => error(`${path} is a symbolic link: pack the file itself.`)),
  ],
};

const modes: Rule = {
  name: 'archive-modes',
  holds: 'executables have mode 0755, all other files 0644',
  analyzers: ['binarypermissions', 'manifest'],
  check({ files, archive, pluginJson: { executable } }) {
    if (archive.kind === 'folder') {
      return [];
    }
    return [...files].flatMap(([path, { mode }]) => {
      const wanted = executable !== '' && path.startsWith(executable) ? 0o755 : 0o644;
      const actual = mode & 0o777;
      return actual === wanted
        ? []
        : [error(`${path} has mode ${actual.toString(8).padStart(4, '0')}: it needs 0${wanted.toString(8)}.`)];
    });
  },
};

export const archiveRules: readonly Rule[] = [layout, name, checksums, strays, modes];
