import { expect, test } from '@jest/globals';
import { readSecrets } from './secrets.ts';

const line = 'MIIBszCCAVmgAwIBAgIUQ3J5cHRvZ3JhcGhpY2FsbHlTaWduZWRCeU5vYm9keTAK'; // 64 characters
const lines = ['-----BEGIN CERTIFICATE-----', line, 'AbC+/w==', '-----END CERTIFICATE-----'];
const pem = `${lines.join('\n')}\n`;
const read = (tlsCACert: string) => readSecrets({ tlsCACert })['tlsCACert'];

test.each([
  ['as it is', pem],
  ['with line breaks of Windows', lines.join('\r\n')],
  ['with line breaks written out', lines.join('\\n')],
  ['with line breaks of Windows written out', lines.join('\\r\\n')],
  ['with blanks instead', lines.join(' ')],
  ['on one line', lines.join('')],
  ['indented', lines.map((one) => `  ${one}`).join('\n')],
])('a certificate %s is read', (_case, text) => {
  expect(read(text)?.trim()).toBe(pem.trim());
});

test('several certificates stay several', () => {
  const both = read([...lines, ...lines].join('\\n'));
  expect(both?.split('\n').filter((one) => one !== '')).toEqual([...lines, ...lines]);
});

test('what is no PEM, and other secrets, stay as they are', () => {
  expect(readSecrets({ password: 'a\\nb c', tlsCACert: 'no certificate' })).toEqual({
    password: 'a\\nb c',
    tlsCACert: 'no certificate',
  });
  expect(readSecrets({ password: 'x' })).toEqual({ password: 'x' });
});
