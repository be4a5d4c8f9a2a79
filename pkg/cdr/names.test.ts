import { describe, expect, test } from '@jest/globals';
import { addressKey, nameKey, prefixKey, prefixSpellings, spellingsOf } from './names.ts';

describe('names', () => {
  test.each([
    ['EDGE-A.example.com', 'edge-a.example.com'],
    ['edge-a.example.com  ', 'edge-a.example.com'],
    ['JÖRG', 'jörg'],
    // Neither of these is an i, whatever the locale, and ß is no ss.
    ['İı', 'İı'],
    ['STRASSE', 'strasse'],
    ['Straße', 'straße'],
    // The small sigma is the same wherever it stands; the sign for kelvin is no k.
    ['ΟΔΟΣ', 'οδοσ'],
    ['\u212A', '\u212A'],
    ['', ''],
  ])('%j is %j', (text, key) => {
    expect(nameKey(text)).toBe(key);
  });
});

describe('addresses', () => {
  test.each([
    ['sip:SA@example.com', 'sa@example.com'],
    ['SIPS:sa@example.com ', 'sa@example.com'],
    ['<sip:sa@example.com>', 'sa@example.com'],
    ['tel:+4930123', '+4930123'],
    ['sip:+4930123@example.com;user=phone', '+4930123@example.com'],
    ['<sip:+4930123;USER=phone>', '+4930123'],
    ['tel:+4930123;ext=12', '+4930123;ext=12'],
    ['tel:123;phone-context=example.com', '123;phone-context=example.com'],
    ['sip:sa@example.com;opaque=user:epid:1;gruu', 'sa@example.com;opaque=user:epid:1;gruu'],
    ['Anonymous', 'anonymous'],
    ['sip:', ''],
    ['<', '<'],
  ])('%j is %j', (text, key) => {
    expect(addressKey(text)).toBe(key);
  });

  test('are spelled with every scheme that they can have', () => {
    expect(spellingsOf('sa@example.com').filter((text) => !text.startsWith('<'))).toEqual([
      'sa@example.com',
      'sip:sa@example.com',
      'sips:sa@example.com',
    ]);
    expect(spellingsOf('+4930123')).toEqual(
      expect.arrayContaining(['+4930123', 'tel:+4930123', 'sip:+4930123;user=phone', '<tel:+4930123>']),
    );
  });
});

describe('beginnings of addresses', () => {
  test.each([
    ['sip:SA', 'sa'],
    ['<sip:sa', 'sa'],
    ['tel:+49', '+49'],
    ['sip:', ''],
    ['sa ', 'sa '],
  ])('%j is %j', (prefix, key) => {
    expect(prefixKey(prefix)).toBe(key);
  });

  test.each(['', 's', 'sip', 'sip:', 'te', '<', '+49@example.com;u'])('%j may stand for something else', (prefix) => {
    expect(prefixSpellings(prefix)).toBeUndefined();
  });

  test('are spelled with every scheme', () => {
    expect(prefixSpellings('sa')).toEqual([
      ...['sa', '<sa', 'sip:sa', '<sip:sa', 'sips:sa', '<sips:sa', 'tel:sa', '<tel:sa'],
    ]);
  });
});
