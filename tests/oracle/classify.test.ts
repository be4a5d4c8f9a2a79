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
    [0, 200, 'uncategorized'],
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
