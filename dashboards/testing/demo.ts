import { describeIncidents } from '../../demo/generator/describe-incidents.ts';

const options = { seed: 7, end: Date.UTC(2026, 10, 12, 15, 30), days: 30, sessionsPerDay: 900 };

/** Demo data that stands still, with the four incidents. */
export const demo = { uid: 'demo', jsonData: { engine: 'embedded', demo: options } };

const day = 24 * 3600 * 1000;

/** The range a dashboard opens with, at the end of the demo data. */
export const week = { from: options.end - 7 * day, to: options.end };

export const incidents = describeIncidents(options);
