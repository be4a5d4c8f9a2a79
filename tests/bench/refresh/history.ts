import { encodeFrame } from '../../../pkg/plugin/frames/encode.ts';
import { decodeFrame } from '../../../preview/plugin-host/decode-frame.ts';
import { reportCases } from '../report-cases.ts';
import { targetText, type Section } from '../section.ts';
import { spreadOf, spreadText } from '../statistics.ts';
import { workSince } from '../metered.ts';
import type { SharedCdr } from './database.ts';
import { Station } from './station.ts';

const day = 24 * 3600 * 1000;
const rounds = 11;

/**
 * The last seven days of a short and of a long history with the same traffic, without memory: what a report costs hangs on its range and
 * not on the age of the database.
 */
export async function measureHistory(short: SharedCdr, long: SharedCdr): Promise<Section> {
  const [young, old] = [short, long].map((cdr) => ({ station: new Station(cdr.source(), 0), end: cdr.end }));
  if (!young || !old) {
    throw new Error('There are two histories.');
  }
  const cases = await Promise.all(
    [young, old].map(async ({ station, end }) => {
      const range = { from: end - 7 * day, to: end };
      const [failures] = await station.ask({ report: 'failureList', limit: 5_000 }, range);
      // Keys of sessions are their own in each history.
      return reportCases(decodeFrame(encodeFrame(failures ?? { name: '', fields: [] }, 'A')));
    }),
  );
  const [ofYoung = [], ofOld = []] = cases;
  const data = [];
  for (const [index, { name, model }] of ofYoung.entries()) {
    const times: [number[], number[]] = [[], []];
    const time = async ({ station, end }: typeof young, asked: unknown) => {
      const before = station.work;
      await station.ask(asked, { from: end - 7 * day, to: end });
      return workSince(before, station.work).seconds * 1000;
    };
    const turns = [
      async () => times[0].push(await time(young, model)),
      async () => times[1].push(await time(old, ofOld[index]?.model)),
    ];
    for (let round = 0; round < rounds; round++) {
      // Who begins changes from round to round.
      for (const turn of round % 2 === 0 ? turns : [...turns].reverse()) {
        await turn();
      }
    }
    const [ofShort, ofLong] = times;
    const ratio = spreadOf(ofLong).median / spreadOf(ofShort).median;
    data.push({ name, short: spreadOf(ofShort), long: spreadOf(ofLong), ratio });
  }
  const worst = Math.max(...data.map(({ ratio }) => ratio));
  return {
    id: 'history',
    title: `2. The last 7 days of ${short.sessions} and of ${long.sessions} sessions, the same per day; no memory, ${rounds} rounds: ms of the database`,
    head: ['report', 'short history', 'long history', 'ratio'],
    rows: data.map(({ name, short: ofShort, long: ofLong, ratio }) => [
      name,
      spreadText(ofShort),
      spreadText(ofLong),
      ratio.toFixed(2),
    ]),
    notes: [`Largest ratio of medians: ${worst.toFixed(2)}. ${targetText(worst, 1.1, 'x')}`],
    data,
  };
}
