import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPreview } from '../server/preview.ts';
import { startArchiver } from './archiver.ts';
import { readDemoOptions, usage, type ArchiveDemo } from './options.ts';
import { inFile, onClickHouse } from './places.ts';

const say = (text: string) => process.stdout.write(`${text}\n`);

/** Two generated LcsCDR databases, archived by the archiver into a file or into ClickHouse, and the preview on that archive, until Ctrl-C. */
async function main(executable: string, demo: ArchiveDemo): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'calldiagnostics-archive-'));
  const closing: (() => Promise<unknown>)[] = [];
  let ending = false;
  const end = async (code: number) => {
    // Ctrl-C comes from the terminal, and once more from whoever started this.
    if (ending) {
      return;
    }
    ending = true;
    // Who reads or writes ends before what is read and written.
    for (const close of closing.reverse()) {
      await close().catch(() => undefined);
    }
    rmSync(folder, { recursive: true, force: true });
    process.exit(code);
  };
  process.on('SIGINT', () => void end(0)).on('SIGTERM', () => void end(0));
  try {
    const names = demo.stores.map(({ name }) => name).join(' and ');
    say(`Archiving ${demo.days} days of the generated LcsCDR databases ${names}, with the archiver of the plugin`);
    const place = demo.clickHouse ? await onClickHouse() : inFile(folder);
    closing.push(() => place.close());
    const archiver = await startArchiver(executable, { folder, archive: place.archive }, demo, say);
    closing.push(archiver.stop);
    await archiver.filled;
    const preview = await startPreview({
      executable,
      port: Number(process.env.PORT ?? 3000),
      dataSources: [
        {
          uid: 'call-diagnostics-archive',
          name: 'Call Diagnostics (archive)',
          ...place.dataSource,
        },
      ],
    });
    closing.push(preview.stop);
    say(`Long-term trends: ${preview.url}/d/cd-trends (a preview, no Grafana server)`);
    say(`The archive is ${place.name}; the archiver goes on with what is new. Both are gone afterwards.`);
    say('Stop with Ctrl-C.');
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    await end(1);
  }
}

const [executable, ...args] = process.argv.slice(2);
try {
  await main(executable ?? '', readDemoOptions(args));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}\n`);
  process.exit(2);
}
