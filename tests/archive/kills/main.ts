import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runScene, sources, targets, type SourceName, type TargetName } from './scene.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    source: { type: 'string', default: 'embedded' },
    target: { type: 'string', default: 'file' },
    sessions: { type: 'string', default: '1500' },
  },
});
const [source, target] = [values.source as SourceName, values.target as TargetName];
if (!Object.hasOwn(sources, source) || !Object.hasOwn(targets, target)) {
  throw new Error(`--source: ${Object.keys(sources).join(' or ')}; --target: ${Object.keys(targets).join(' or ')}`);
}
const folder = mkdtempSync(join(tmpdir(), 'archive-kills-'));
const began = performance.now();
const log = (line: string) => {
  process.stdout.write(`${String(Math.round((performance.now() - began) / 1000)).padStart(5)} s  ${line}\n`);
};
log(`from ${source} into ${target}: ${values.kills} kills, seed ${values.seed}`);
try {
  const done = await runScene({
    ...{ source, target, folder, log, reports: 120 },
    ...{ kills: Number(values.kills), seed: Number(values.seed), sessionsPerDay: Number(values.sessions) },
  });
  log(JSON.stringify(done));
  log('verify found nothing different, every row and every report is equal');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
