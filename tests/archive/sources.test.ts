import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { FileArchive } from '../../archive/file/file-archive.ts';
import { run } from '../../archive/run.ts';
import { openSource } from '../../archive/source.ts';
import { validateSettings } from '../../contract/settings.ts';
import { archiveFolder, storeOf, testTools, type TestTools } from './archiver.ts';

const store = storeOf('emea');
const from = Date.now() - 3 * 86_400_000;

let folder: ReturnType<typeof archiveFolder>;
let tools: TestTools;
beforeEach(() => {
  folder = archiveFolder();
  tools = testTools(join(folder.path, 'archive.db'), {}, Date.now());
  tools.target.init();
});
afterEach(() => {
  tools.target.close();
  folder.remove();
});

test('a source that is an archive itself is refused: its keys are of several stores', async () => {
  const other = new FileArchive(join(folder.path, 'other.db'));
  other.init();
  other.close();
  const settings = validateSettings({ engine: 'archiveFile', archivePath: join(folder.path, 'other.db') });
  const source = await openSource(settings, {});
  expect(await run({ ...tools, openSource: () => Promise.resolve(source) }, [store], { once: true, from })).toBe(false);
  expect(tools.report.messages('failed')[0]).toMatch(
    /^This is an archive, whose sessions are told apart by their store too\. Name the LcsCDR/,
  );
});

test('a source may bound the rows of a panel as it likes: pages are as long as they are', async () => {
  const settings = validateSettings({
    engine: 'embedded',
    maxRows: 1000,
    demo: { seed: 1, days: 1, sessionsPerDay: 3000 },
  });
  const source = await openSource(settings, {});
  const paged = { ...tools, config: { ...tools.config, pageRows: 5000 }, openSource: () => Promise.resolve(source) };
  expect(await run(paged, [store], { once: true })).toBe(true);
  expect(tools.report.messages('failed')).toEqual([]);
});
