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

/** All notices of the first frame, one a line. */
export const noticesOf = ({ frames: [frame] }: Answer): string =>
  (frame?.meta.notices ?? []).map(({ text }) => text).join('\n');
