import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Tokens } from 'marked';
import { readConfig } from '../../archive/config.ts';
import { ArchiveMetrics } from '../../archive/metrics.ts';
import { pages, partsOf } from '../docs/support/pages.ts';

const page = pages.find(({ path }) => path === 'docs/archive.md');
const samples = page
  ? partsOf<Tokens.Code>(page, 'code').flatMap(({ lang, text }) =>
      lang === 'yaml' && text.startsWith('archive:') ? [text] : [],
    )
  : [];

describe('the configurations on the page of archives', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'archive-samples-'));
    for (const name of ['apac-password.txt', 'clickhouse-password.txt']) {
      writeFileSync(join(folder, name), 'secret');
    }
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(samples.map((text, index) => [index + 1, text] as const))('sample %i', (_, text) => {
    const path = join(folder, 'archive.yaml');
    writeFileSync(path, text);
    const { archive, stores } = readConfig(path, { EMEA_PASSWORD: 'secret' });
    expect(stores.map(({ name }) => name)).toContain('emea');
    expect(archive.kind).toBe(text.includes('url:') ? 'clickhouse' : 'file');
  });

  test('there is one of each kind', () => {
    expect(samples).toHaveLength(2);
  });
});

test('the page lists the metrics', async () => {
  const text = await new ArchiveMetrics().text();
  const counted = [...text.matchAll(/^# HELP (calldiagnostics_archive_\w+)/gm)].map(([, name]) => name).sort();
  const told = [...(page?.text ?? '').matchAll(/`(calldiagnostics_archive_\w+)`/g)].map(([, name]) => name).sort();
  expect(told).toEqual(counted);
});
