import { describe, expect, it } from '@jest/globals';
import { validateSettings } from '../../contract/settings.ts';
import { classify } from './classify.ts';

describe('categories of the oracle', () => {
  const settings = validateSettings({
    categoryMap: [
      { diagnosticId: 7, category: 'expected' },
      { diagnosticId: 7, responseCode: null, category: 'success' },
      { diagnosticId: 51004, responseCode: 500, category: 'unexpected' },
    ],
  }).counting;

  it.each([
    [null, null, 'uncategorized'],
    [null, 183, 'uncategorized'],
    [null, 200, 'success'],
    [13004, 202, 'success'],
    // No media path: answered, then failed.
    [22, 200, 'unexpected'],
    [23, 200, 'unexpected'],
    [24, 200, 'unexpected'],
    [25, 200, 'unexpected'],
    [26, 200, 'uncategorized'],
    [0, 200, 'unexpected'],
    [51007, 200, 'success'],
    [52116, 200, 'uncategorized'],
    [13008, 200, 'uncategorized'],
    [60000, 200, 'success'],
    [61999, 200, 'expected'],
    [61999, 503, 'expected'],
    [62000, 200, 'unexpected'],
    [62000, 480, 'expected'],
    [63000, 200, 'uncategorized'],
    [22, 480, 'expected'],
    [22, 302, 'uncategorized'],
    [22, null, 'uncategorized'],
    [null, 302, 'uncategorized'],
    [null, 401, 'uncategorized'],
    [null, 407, 'uncategorized'],
    [13004, 407, 'uncategorized'],
    [null, 404, 'unexpected'],
    [null, 486, 'expected'],
    [5, 603, 'expected'],
    [null, 604, 'unexpected'],
    [null, 700, 'uncategorized'],
    [51004, null, 'expected'],
    [51004, 500, 'unexpected'],
    [7, 200, 'expected'],
    [7, null, 'success'],
  ] as const)('%s with %s is %s', (diagnosticId, responseCode, category) => {
    expect(classify(diagnosticId, responseCode, settings)).toBe(category);
  });

  it('follows the setting for 404 and 408', () => {
    expect(classify(1, 408, validateSettings({ ambiguousResponses: 'expected' }).counting)).toBe('expected');
  });
});
