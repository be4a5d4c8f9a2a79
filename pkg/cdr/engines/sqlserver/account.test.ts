import { describe, expect, test } from '@jest/globals';
import { validateSettings, type SqlServerConnection } from '../../../../contract/settings.ts';
import { DiagnosticsError } from '../../../errors.ts';
import { readAccount } from './account.ts';

const account = (jsonData: Readonly<Record<string, unknown>>) =>
  readAccount(validateSettings({ engine: 'sqlserver', ...jsonData }).connection as SqlServerConnection);

const refusal = (jsonData: Readonly<Record<string, unknown>>): string => {
  try {
    return JSON.stringify(account(jsonData));
  } catch (error) {
    return error instanceof DiagnosticsError ? `${error.code} ${error.message}` : String(error);
  }
};

describe('a SQL Server login', () => {
  test.each(['reader', 'reader@sql01', 'reader name'])('%s is taken as it is, without a domain', (username) => {
    expect(account({ username, domain: 'corp' })).toEqual({ userName: username });
  });

  test.each(['CORP\\svc', '.\\svc', '\\svc', 'CORP\\'])(
    '%s is none: it is refused by the names of the fields',
    (username) => {
      const text = refusal({ username });
      expect(text).toMatch(
        /^settings setting username: User name is the Windows account .* Set Authentication to Windows/,
      );
      expect(text).toContain(username);
    },
  );
});

describe('a Windows account', () => {
  const ntlm = { authentication: 'ntlm' };

  test.each([
    [
      { username: 'svc', domain: 'corp' },
      { userName: 'svc', domain: 'CORP' },
    ],
    [{ username: 'svc' }, { userName: 'svc', domain: '' }],
    [{ username: 'CORP\\svc' }, { userName: 'svc', domain: 'CORP' }],
    [
      { username: 'corp\\svc', domain: 'CORP' },
      { userName: 'svc', domain: 'CORP' },
    ],
    [{ username: 'corp.example.com\\svc' }, { userName: 'svc', domain: 'CORP.EXAMPLE.COM' }],
    [{ username: 'svc@corp.example.com' }, { userName: 'svc@corp.example.com', domain: '' }],
    [
      { username: 'svc@corp.example.com', domain: 'CORP' },
      { userName: 'svc@corp.example.com', domain: '' },
    ],
    [{ username: '.\\svc' }, { userName: 'svc', domain: '' }],
  ])('%j', (jsonData, expected) => {
    expect(account({ ...ntlm, ...jsonData })).toEqual(expected);
  });

  test('in two domains at once is refused', () => {
    expect(refusal({ ...ntlm, username: 'CORP\\svc', domain: 'OTHER' })).toMatch(
      /^settings setting username: User name is in the domain CORP, and Domain says OTHER\./,
    );
  });

  test('without an account behind the backslash is refused', () => {
    expect(refusal({ ...ntlm, username: 'CORP\\' })).toMatch(
      /^settings setting username: .* a domain without an account/,
    );
  });
});

test('none at all is refused', () => {
  expect(refusal({ username: ' ' })).toMatch(/^settings setting username: missing\./);
});
