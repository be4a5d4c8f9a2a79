import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from '../../archive/commands.ts';
import { readConfig } from '../../archive/config.ts';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';

const root = join(import.meta.dirname, '../..');
const read = (name: string) => readFileSync(join(root, 'archive/service', name), 'utf8');

/** The command of the archiver in a command line, and the options behind it. */
const commandOf = (line: string) => {
  const [, command = '', options = ''] = /\barchive (\w+) (.*)$/.exec(line) ?? [];
  return { command, options: options.split(' ').filter((word) => word.startsWith('--')) };
};

describe('the systemd unit', () => {
  const lines = read('calldiagnostics-archive.service')
    .split('\n')
    .filter((line) => !line.startsWith('#') && line !== '');
  const values = (key: string) =>
    lines.filter((line) => line.startsWith(`${key}=`)).map((line) => line.slice(key.length + 1));

  test('has nothing but sections and settings', () => {
    expect(lines.filter((line) => !/^\[\w+\]$|^[A-Z]\w+=.*$/.test(line))).toEqual([]);
    expect(lines.filter((line) => line.startsWith('['))).toEqual(['[Unit]', '[Service]', '[Install]']);
  });

  test('runs commands that there are, the first of which makes the archive', () => {
    const run = [...values('ExecStartPre'), ...values('ExecStart')].map(commandOf);
    expect(run.map(({ command }) => command)).toEqual(['init', 'run']);
    expect(run.filter(({ command }) => !Object.hasOwn(commands, command))).toEqual([]);
    expect(new Set(run.flatMap(({ options }) => options))).toEqual(new Set(['--config']));
  });

  test('does not begin again where the configuration is wrong: exit code 2', () => {
    expect(values('RestartPreventExitStatus')).toEqual(['2']);
  });

  test('forbids nothing that a program compiled at run time needs', () => {
    expect(values('MemoryDenyWriteExecute')).toEqual([]);
  });
});

describe('the scheduled task', () => {
  const xml = read('calldiagnostics-archive.xml');
  const text = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];

  test('is well-formed: every element ends, in its order', () => {
    const open: string[] = [];
    for (const [, end, name = '', empty] of xml
      .replace(/<\?.*?\?>|<!--.*?-->/gs, '')
      .matchAll(/<(\/)?(\w+)[^>]*?(\/)?>/g)) {
      if (end) {
        expect(open.pop()).toBe(name);
      } else if (!empty) {
        open.push(name);
      }
    }
    expect(open).toEqual([]);
  });

  test('runs a command that there is, for ever, and one at a time', () => {
    const { command, options } = commandOf(text('Arguments') ?? '');
    expect([command, options]).toEqual(['run', ['--config']]);
    expect(text('ExecutionTimeLimit')).toBe('PT0S');
    expect(text('MultipleInstancesPolicy')).toBe('IgnoreNew');
  });

  test('begins again by itself, for ever, however it has ended', () => {
    const [, repeated = ''] = /<TimeTrigger>(.*?)<\/TimeTrigger>/s.exec(xml) ?? [];
    expect(repeated).toContain('<Interval>PT5M</Interval>');
    // Without a duration the repetition has no end.
    expect(repeated).not.toContain('<Duration>');
    expect(repeated).not.toContain('<EndBoundary>');
  });

  test('keeps to the values that the scheduler takes: attempts are an unsigned byte', () => {
    // https://learn.microsoft.com/windows/win32/taskschd/taskschedulerschema-restarttype-complextype
    expect(Number(text('Count'))).toBeGreaterThan(0);
    expect(Number(text('Count'))).toBeLessThan(256);
  });

  test('is what the script registers', () => {
    const script = read('install-task.ps1');
    expect(script).toContain("'calldiagnostics-archive.xml'");
    expect(commandOf(script.split('\n').find((line) => line.includes('archive init --config')) ?? '').command).toBe(
      'init',
    );
  });
});

test('the configuration that the docs show is one', () => {
  const [, yaml = ''] = /```yaml\n(archive:\n[^`]+)```/.exec(readFileSync(join(root, 'docs/archive.md'), 'utf8')) ?? [];
  const folder = mkdtempSync(join(tmpdir(), 'archive-config-'));
  try {
    writeFileSync(join(folder, 'archive.yaml'), yaml);
    writeFileSync(join(folder, 'apac-password.txt'), 'secret');
    const { stores } = readConfig(join(folder, 'archive.yaml'), { EMEA_PASSWORD: 'secret' });
    expect(stores.map(({ name }) => name)).toEqual(['emea', 'apac']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
