import { describe, expect, test } from '@jest/globals';
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import type { PeopleSettings } from '../../contract/settings.ts';
import { countryCode } from './country-code.ts';
import { codeIn, codeOf } from './pseudonym.ts';
import { Pseudonyms } from './pseudonyms.ts';

const key = 'a key of more than thirty-two characters';
const settings: PeopleSettings = {
  personalData: 'admins',
  personalDataInAlerts: false,
  pseudonymDomains: 'hidden',
  ownDomains: 'contoso.com',
  personalDataTrail: false,
};
const of = (rest: Partial<PeopleSettings> = {}, source = '1 cdr', own = key) =>
  new Pseudonyms(own, source, { ...settings, ...rest });

describe('a code', () => {
  // RFC 4648 has no test of Crockford's alphabet: written out by hand, 0x01 02 03 04 05 is 00000 00100 00001 00000 00110 00001 00000 00101.
  test('is the first 40 bits in eight digits', () => {
    expect(codeOf(Uint8Array.of(1, 2, 3, 4, 5, 99))).toBe('0410-6105');
    expect(codeOf(Uint8Array.of(255, 255, 255, 255, 255))).toBe('ZZZZ-ZZZZ');
  });

  test('is read however it was typed', () => {
    const typed = ['user 041M-6105', ' USER 041m6105 ', 'user O4IM-61o5', 'conference 041M-6105 (partner)'];
    expect(typed.map(codeIn)).toEqual(['041M-6105', '041M-6105', '041M-6105', '041M-6105']);
    const names = ['user', 'user 041M', '041M-6105', 'user 041M-6105*', 'user 041M-6105 (a) (b)', 'user@example.com'];
    expect(names.map(codeIn)).toEqual(names.map(() => undefined));
  });
});

test('the pseudonym of an address is its HMAC-SHA-256 under a key of the data source', () => {
  const own = createHmac('sha256', key).update('1 cdr').digest();
  const digest = createHmac('sha256', own).update('address\0ann@contoso.com').digest();
  expect(of().ofAddress('sip:Ann@Contoso.com')).toBe(`user ${codeOf(digest)}`);
});

test('all spellings of an address have one, and different addresses others', () => {
  const pseudonyms = of();
  const spellings = ['sip:ann@contoso.com', 'ANN@contoso.com', '<sip:ann@contoso.com>', 'sips:ann@contoso.com '];
  expect(new Set(spellings.map((one) => pseudonyms.ofAddress(one))).size).toBe(1);
  const others = Array.from({ length: 5000 }, (_, index) => pseudonyms.ofAddress(`ann${index}@contoso.com`));
  expect(new Set(others).size).toBe(5000);
});

test('another key or another data source has others', () => {
  const addresses = [of(), of({}, '2 cdr'), of({}, '1 other'), of({}, '1 cdr', `${key}!`)].map((one) =>
    one.ofAddress('ann@contoso.com'),
  );
  expect(new Set(addresses).size).toBe(4);
});

const conference = 'sip:ann@contoso.com;gruu;opaque=app:conf:focus:id:ABC';
test.each<[string, PeopleSettings['pseudonymDomains'], RegExp]>([
  ['ann@contoso.com', 'hidden', /^user \S{9}$/],
  ['ann@contoso.com', 'kind', /^user \S{9} \(internal\)$/],
  ['ann@emea.contoso.com', 'kind', /^user \S{9} \(internal\)$/],
  ['ann@notcontoso.com', 'kind', /^user \S{9} \(partner\)$/],
  ['ann@gmail.com', 'kind', /^user \S{9} \(public\)$/],
  ['ann@fabrikam.com', 'shown', /^user \S{9} \(fabrikam\.com\)$/],
  [conference, 'shown', /^conference \S{9} \(contoso\.com\)$/],
  ['tel:+49301234567', 'hidden', /^number \S{9}$/],
  ['tel:+49301234567', 'kind', /^number \S{9} \(\+49\)$/],
  ['+14255550100@contoso.com;user=phone', 'shown', /^number \S{9} \(\+1\)$/],
  ['2345', 'kind', /^number \S{9}$/],
])('%s with domains %s', (address, pseudonymDomains, expected) => {
  expect(of({ pseudonymDomains }).ofAddress(address)).toMatch(expected);
});

test.each([
  ['+49301234567', '+49'],
  ['+1 (425) 555-0100', '+1'],
  ['+74951234567', '+7'],
  ['+353123456789', '+353'],
  ['0301234567', undefined],
  ['+4930', undefined],
])('the country code of %s is %s', (number, code) => {
  expect(countryCode(number)).toBe(code);
});

test('a code leads back to the names it was given for, and finds them among others', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.emailAddress(), { minLength: 1, maxLength: 20 }), (addresses) => {
      const [given, fresh] = [of(), of()];
      for (const address of addresses) {
        const code = codeIn(given.ofAddress(address)) ?? '';
        expect(given.named('address', code).map((name) => name.toLowerCase())).toContain(address.toLowerCase());
        expect(fresh.named('address', code)).toEqual([]);
        expect(fresh.among('address', code, addresses)).toContain(address);
      }
    }),
    { numRuns: 50 },
  );
});
