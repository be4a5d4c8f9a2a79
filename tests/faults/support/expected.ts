import { expect } from '@jest/globals';
import type { Answer } from './ask.ts';

/** The query most fault tests ask. */
export const summary = { report: 'summary', interval: 'total' };

export const ok: unknown = expect.objectContaining({ status: 200, error: '' });

/** An answer refused by the database or the way to it, in words that match. */
export const failed = (status: number, says: RegExp) => ({
  status,
  errorSource: 'downstream',
  frames: [],
  error: expect.stringMatching(says) as unknown,
});

/** The same, told by the number of an error: a server that imitates SQL Server may have one number of its own for all. */
export const reason = (status: number, says: RegExp): unknown => ({
  ...failed(status, new RegExp(`${says.source}|^SQL Server reported error 33557097 `, says.flags)),
  status: expect.any(Number) as unknown,
});

/** A text without the time of the next login, which is later each time. */
export const timeless = (text: string): string => text.replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/, '');

/** All notices of the first frame, one a line. */
export const noticesOf = ({ frames: [frame] }: Answer): string =>
  (frame?.meta.notices ?? []).map(({ text }) => text).join('\n');
