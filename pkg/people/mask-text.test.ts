import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { masksOf } from './mask-frame.ts';
import { looksPersonal, maskRecognisable } from './mask-text.ts';
import { Pseudonyms } from './pseudonyms.ts';

const pseudonyms = new Pseudonyms('a key of more than thirty-two characters', '1 cdr', {
  personalData: 'admins',
  personalDataInAlerts: false,
  pseudonymDomains: 'hidden',
  ownDomains: '',
  personalDataTrail: false,
});
const user = (address: string) => pseudonyms.ofAddress(address);
const host = (name: string) => pseudonyms.ofHost(name);
const servers = new Set(['fe01.contoso.com']);
const words = (text: string) => masksOf(pseudonyms, servers).text(text);

describe('the words of a header', () => {
  test('that are documented, codes and known servers stay', () => {
    const header =
      '10010;reason="Gateway peer failed";source="FE01.contoso.com";component="MediationServer";Port="5061";IsupCause="34"';
    expect(words(header)).toBe(header);
  });

  test.each([
    ['a name', 'reason="Call to Alice Smith failed"', 'reason="Call to … failed"'],
    ['a name that is a word elsewhere', 'Mark rang Bill', '…'],
    ['an address', 'from="sip:ann@contoso.com"', `from="${user('ann@contoso.com')}"`],
    ['a number', 'to=+4930123456', `to=${user('+4930123456')}`],
    ['an extension', 'the user 1234 of 5678', 'the user … of …'],
    ['a client', 'source="PC17.contoso.com"', `source="${host('pc17.contoso.com')}"`],
    ['an IP address with a port', 'LocalSite=10.2.0.77:50021', `LocalSite=${host('10.2.0.77')}:50021`],
    ['an IPv6 address', 'LocalSite=fe80::1ff:fe23:4567:890a', 'LocalSite=…'],
    ['a domain account', 'CONTOSO\\ann failed', '… failed'],
    ['other scripts', 'Анна Каренина failed', '… failed'],
  ])('but not %s', (_case, text, expected) => {
    expect(words(text)).toBe(expected);
  });

  test('say the same of an address as its column', () => {
    expect(words('the user SIP:Ann@contoso.com failed')).toBe(`the user ${user('ann@contoso.com')} failed`);
  });

  test('a server that one answer names is not known in another', () => {
    const text = 'source="gw01.contoso.com"';
    expect(masksOf(pseudonyms, new Set(['gw01.contoso.com'])).text(text)).toBe(text);
    expect(words(text)).toBe(`source="${host('gw01.contoso.com')}"`);
  });

  test('whatever was written, no made-up word of it is left', () => {
    const made = fc.stringMatching(/^zq[a-z]{4,9}$/);
    const mark = fc.constantFrom(' ', '=', '="', '" ', ';', ', ', '\\', '/', ':', '@', '.', '-', '_', '\0', '<', '(');
    fc.assert(
      fc.property(fc.array(fc.tuple(made, mark), { minLength: 1, maxLength: 8 }), (parts) => {
        expect(words(parts.flat().join(''))).not.toMatch(/zq[a-z]{4}/);
      }),
    );
  });
});

test.each([
  ['UCCAPI/16.0.12527.20278 OC/16.0.12527.20194 (Skype for Business)', false],
  ['UCWA/6.0.0.0', false],
  ['RTCC/6.0.9319.0 MediationServer', false],
  ['iPhoneLync/6.29.1.14 (iPhone iOS 15.6)', false],
  ['PolycomVVX-VVX_500-UA/5.4.0.10182_0004f2aabbcc', true],
  ['Phone 00:04:f2:aa:bb:cc', true],
  ['Agent (ann@contoso.com)', true],
  ['Agent 10.2.0.77', true],
  ['Agent +4930123456', true],
])('the agent %s looks personal: %p', (agent, expected) => {
  expect(looksPersonal(agent)).toBe(expected);
});

test('a text of our own keeps its words', () => {
  const text = 'Only the first 1000 failures are shown. There are more: narrow the range.';
  expect(maskRecognisable(text, pseudonyms)).toBe(text);
  expect(maskRecognisable('Failed for sip:ann@contoso.com at 10.2.0.77, +4930123456', pseudonyms)).toBe(
    `Failed for ${user('ann@contoso.com')} at …, ${user('+4930123456')}`,
  );
});
