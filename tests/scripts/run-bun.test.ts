import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { isAlive } from '../../archive/is-alive.ts';
import { until } from '../support/plugins.ts';

const script = join(import.meta.dirname, '../../scripts/run-bun.mjs');

let folder: string;
let program: string;
let shell: ChildProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'run-bun-'));
  program = join(folder, 'program.mjs');
  // It says that it runs, and that it was told to end.
  writeFileSync(
    program,
    `import { writeFileSync } from 'node:fs';
    process.on('SIGTERM', () => { writeFileSync(process.argv[2] + '/ended', ''); process.exit(0); });
    setInterval(() => undefined, 1000);
    writeFileSync(process.argv[2] + '/pid', String(process.pid));`,
  );
});
afterEach(() => {
  shell?.kill('SIGKILL');
  const pid = Number(found('pid'));
  if (pid > 0 && isAlive(pid)) {
    process.kill(pid, 'SIGKILL');
  }
  rmSync(folder, { recursive: true, force: true });
});

const found = (name: string) => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : undefined);

/** As npm does: a shell starts the script, and stays before it. */
async function start(env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const code = `import { runInBun } from '${script}'; runInBun('${program}', '${folder}');`;
  writeFileSync(join(folder, 'start.mjs'), code);
  const { npm_lifecycle_event: _, ...others } = process.env;
  shell = spawn('sh', ['-c', `node '${join(folder, 'start.mjs')}'; true`], {
    env: { ...others, ...env },
    stdio: 'ignore',
  });
  await until(() => (found('pid') ?? '') !== '');
  return shell;
}

const notOnWindows = process.platform === 'win32' ? describe.skip : describe;

notOnWindows('a program that npm has started', () => {
  test("is told to end where npm's shell has ended, which hands no signal on", async () => {
    const npm = await start({ npm_lifecycle_event: 'archive:demo' });
    npm.kill('SIGTERM');
    await once(npm, 'exit');
    await until(() => found('ended') !== undefined);
    expect(found('ended')).toBe('');
    await until(() => !isAlive(Number(found('pid'))));
    expect(isAlive(Number(found('pid')))).toBe(false);
  });

  test('goes on as long as its shell is there', async () => {
    await start({ npm_lifecycle_event: 'archive:demo' });
    await sleep(1500);
    expect(found('ended')).toBeUndefined();
    expect(isAlive(Number(found('pid')))).toBe(true);
  });
});
