import { join } from 'node:path';
import { executableName } from '../../packaging/executable-name.ts';
import { machineOf } from '../machine-of.ts';
import { error, type Finding, type Rule } from '../rule.ts';
import { archiveName, type Subject } from '../subject.ts';

/** Paths in the package that begin with the executable's name. */
function executablesOf({ files, pluginJson: { executable } }: Subject): string[] {
  return executable === '' ? [] : [...files.keys()].filter((path) => path.startsWith(executable));
}

const present: Rule = {
  name: 'executables-present',
  holds:
    "the executables of the platform in the zip's name are in it, and no others; without one, linux_amd64 at least",
  analyzers: ['backendbinary', 'binarypermissions'],
  check(subject) {
    const { executable } = subject.pluginJson;
    if (executable === '') {
      return [];
    }
    const own = /\.((?:linux|windows|darwin)_(?:amd64|arm64))\.zip$/.exec(archiveName(subject))?.[1];
    const wanted = executableName(executable, own ?? 'linux_amd64');
    const found = executablesOf(subject);
    return [
      ...(found.includes(wanted) ? [] : [error(`${wanted} is missing: build it ("npm run build:all").`)]),
      ...(own === undefined ? [] : found.filter((path) => path !== wanted)).map((path) =>
        error(`${path} does not belong into a package for ${own}.`),
      ),
    ];
  },
};

const platforms: Rule = {
  name: 'executables-platform',
  holds: 'every executable is one for the platform in its name',
  analyzers: [],
  async check(subject) {
    const found: Finding[] = [];
    for (const path of executablesOf(subject)) {
      const platform = machineOf((await subject.files.get(path)?.read(4096)) ?? Buffer.alloc(0));
      if (platform === undefined) {
        found.push(error(`${path} is no executable of a platform Grafana runs on.`));
      } else if (path !== executableName(subject.pluginJson.executable, platform)) {
        found.push(error(`${path} is an executable for ${platform}: its name must end with that.`));
      }
    }
    return found;
  },
};

const paths: Rule = {
  name: 'executables-paths',
  holds: 'no executable tells where it was built, so that the same sources make the same bytes anywhere',
  analyzers: [],
  async check(subject) {
    const place = join(subject.root, 'node_modules');
    const found: Finding[] = [];
    for (const path of executablesOf(subject)) {
      if ((await subject.files.get(path)?.read())?.includes(place)) {
        found.push(error(`${path} has the path ${place} in it: see scripts/build-backend.mjs for what brings it.`));
      }
    }
    return found;
  },
};

export const executableRules: readonly Rule[] = [present, platforms, paths];
