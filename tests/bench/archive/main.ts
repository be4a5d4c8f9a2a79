// What reports cost on an archive, and how that grows with its history. Options: --years 1,5 --on file,clickhouse,cluster --rounds 5
// --folder DIR --json FILE.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askingPanels } from '../../support/opened-dashboard.ts';
import { workSince } from '../metered.ts';
import { Station } from '../refresh/station.ts';
import { sectionText, targetText, type Section } from '../section.ts';
import { spreadOf, spreadText, type Spread } from '../statistics.ts';
import { archiveCases, type ArchiveCase } from './cases.ts';
import { onClickHouse } from './clickhouse-source.ts';
import { inFiles } from './file-source.ts';
import { readOptions, type ArchiveBenchOptions } from './options.ts';
import type { BenchArchive, Shelf } from './shelf.ts';

const day = 24 * 3_600_000;
const end = Date.UTC(2026, 10, 20, 15, 30);
/** Sessions of a weekday that make a million in a year. */
const stores = {
  emea: { seed: 1, sessionsPerDay: 2030 },
  apac: { seed: 2, sessionsPerDay: 1350, region: 'apac' },
} as const;

/** An archive of so many years. */
interface Archive extends BenchArchive {
  readonly years: number;
  readonly sessions: number;
}

async function archiveOf(shelf: Shelf, years: number): Promise<Archive> {
  const archive = await shelf.archive(`years-${years}`, { days: 365 * years, end, stores });
  if (archive.filled) {
    const { rows, seconds } = archive.filled;
    process.stdout.write(`${years} years ${shelf.name}: ${rows} rows in ${seconds.toFixed(0)} s\n`);
  }
  const source = archive.open();
  const station = new Station(source, 0);
  let sessions = 0;
  // Year by year: of all at once the users would be too many.
  for (let year = 0; year < years; year++) {
    const to = end - 365 * year * day;
    const [frame] = await station.ask({ report: 'summary', interval: 'total' }, { from: to - 365 * day, to });
    const value = (name: string) => Number(frame?.fields.find((field) => field.name === name)?.values[0]);
    sessions += value('p2pTotalSessions') + value('totalConferenceSessions');
  }
  await station.close();
  source.close();
  return { ...archive, years, sessions };
}

/** Milliseconds of computing that a database needs for a report, without memory. */
async function measure({ name: place }: Shelf, archives: readonly Archive[], rounds: number): Promise<Section> {
  const opened = archives.map((archive) => {
    const source = archive.open();
    return { source, station: new Station(source, 0) };
  });
  const times = archiveCases.map(() => opened.map((): number[] => []));
  // By turns, so that a busy moment of the machine does not fall on one of them alone.
  for (let round = 0; round < rounds; round++) {
    for (const [index, one] of archiveCases.entries()) {
      for (const [which, { station }] of opened.entries()) {
        times[index]?.[which]?.push(await timeOf(station, one));
      }
    }
  }
  for (const { source, station } of opened) {
    await station.close();
    source.close();
  }
  const spreads = times.map((ofCase) => ofCase.map(spreadOf));
  const growth = (ofCase: readonly Spread[]) =>
    (ofCase.at(-1)?.median ?? Number.NaN) / (ofCase[0]?.median ?? Number.NaN);
  const monthly = spreads.filter((_, index) => archiveCases[index]?.days === 30).map(growth);
  return {
    id: `reports ${place}`,
    title: `Reports on an archive ${place}: ms of computing in the database, no memory, ${rounds} rounds`,
    head: ['report', 'days', ...archives.map(({ years }) => `${years} years`), 'growth'],
    rows: archiveCases.map(({ name, days }, index) => [
      name,
      String(days),
      ...(spreads[index] ?? []).map((spread) => spreadText(spread)),
      growth(spreads[index] ?? []).toFixed(2),
    ]),
    notes: [
      ...archives.map(
        ({ years, bytes, sessions }) =>
          `${years} years: ${sessions.toLocaleString('en')} sessions as the Summary counts them, ${(bytes / 1e6).toFixed(0)} MB, ${(bytes / sessions).toFixed(0)} MB for each million.`,
      ),
      `Reports over 30 days, longest history against the shortest: ${targetText(Math.max(...monthly), 1.2, 'x')}`,
    ],
    data: {
      archives: archives.map(({ years, bytes, sessions }) => ({ years, bytes, sessions })),
      cases: archiveCases.map((one, index) => ({ ...one, spreads: spreads[index] })),
    },
  };
}

async function timeOf(station: Station, { days, model }: ArchiveCase): Promise<number> {
  const before = station.work;
  await station.ask(model, { from: end - days * day, to: end });
  return workSince(before, station.work).seconds * 1000;
}

/** The dashboard on a year of one archive: with nothing in memory, and a minute later. */
async function measureTrends({ name: place }: Shelf, archive: Archive): Promise<Section> {
  const source = archive.open();
  const station = new Station(source, 10);
  const range = { from: end - 365 * day, to: end };
  const data = [];
  for (const [name, now] of [
    ['first', end],
    ['a minute later', end + 60_000],
  ] as const) {
    station.now = now;
    const before = station.work;
    const began = performance.now();
    await Promise.all(
      askingPanels('cd-trends', range).flatMap((panel) =>
        panel.queries.map(({ model }) => station.ask(model, panel.range)),
      ),
    );
    const { seconds, statements } = workSince(before, station.work);
    data.push({ name, statements, computing: seconds * 1000, elapsed: performance.now() - began });
  }
  await station.close();
  source.close();
  return {
    id: `trends ${place}`,
    title: `Long-term Trends over a year, by month, ${place}`,
    head: ['', 'statements', 'ms of computing in the database', 'ms in all'],
    rows: data.map(({ name, statements, computing, elapsed }) => [
      name,
      String(statements),
      computing.toFixed(0),
      elapsed.toFixed(0),
    ]),
    notes: ['Of a file in Grafana as many threads read as there are processors, four at most.'],
    data,
  };
}

async function main({ years, on, rounds, folder, json }: ArchiveBenchOptions): Promise<void> {
  const directory = folder ?? mkdtempSync(join(tmpdir(), 'calldiagnostics-bench-'));
  try {
    const sections: Section[] = [];
    for (const place of on) {
      const shelf = place === 'file' ? inFiles(directory) : await onClickHouse(place === 'cluster' ? 3 : 1);
      try {
        const archives: Archive[] = [];
        for (const count of years) {
          archives.push(await archiveOf(shelf, count));
        }
        const [first] = archives;
        sections.push(await measure(shelf, archives, rounds), ...(first ? [await measureTrends(shelf, first)] : []));
      } finally {
        await shelf.close();
      }
    }
    for (const section of sections) {
      process.stdout.write(`${sectionText(section)}\n`);
    }
    if (json !== undefined) {
      writeFileSync(
        json,
        `${JSON.stringify(Object.fromEntries(sections.map(({ id, data }) => [id, data])), null, 2)}\n`,
      );
    }
  } finally {
    if (folder === undefined) {
      rmSync(directory, { recursive: true, force: true });
    }
  }
}

try {
  await main(readOptions(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}
