import type { SqlServerConnection } from '../../../../contract/settings.ts';
import { DiagnosticsError } from '../../../errors.ts';

const wrong = (setting: string, text: string) => new DiagnosticsError('settings', `setting ${setting}: ${text}`);

/** Who signs in, as the driver takes it; `domain` for a Windows account alone. */
export interface Account {
  readonly userName: string;
  readonly domain?: string;
}

/**
 * Reads what people write into the field User name: a SQL Server login; a Windows account by itself, as `DOMAIN\user`, or as
 * `user@domain`, which is a name of its own and sent without a domain.
 * @throws DiagnosticsError `settings` where it does not go with the other fields
 */
export function readAccount({ authentication, username, domain }: SqlServerConnection): Account {
  if (username === '') {
    throw wrong('username', 'missing. Enter a login that may SELECT from the views of LcsCDR.');
  }
  const [, before = '', after = ''] = /^([^\\]*)\\(.*)$/.exec(username) ?? [];
  const isWindows = after !== '' || before !== '';
  if (authentication !== 'ntlm') {
    if (isWindows) {
      throw wrong(
        'username',
        `User name is the Windows account ${username}, and Authentication is SQL Server login. Set Authentication to Windows account (NTLM), or enter a SQL Server login, whose name has no backslash.`,
      );
    }
    return { userName: username };
  }
  if (!isWindows) {
    return { userName: username, domain: username.includes('@') ? '' : domain.toUpperCase() };
  }
  if (after === '' || (domain !== '' && domain.toUpperCase() !== before.toUpperCase())) {
    throw wrong(
      'username',
      after === ''
        ? `User name is ${username}, a domain without an account. Enter the account behind the backslash.`
        : `User name is in the domain ${before}, and Domain says ${domain}. Leave Domain empty, or write the same into both.`,
    );
  }
  // `.\user` is an account of the server itself.
  return { userName: after, domain: before === '.' ? '' : before.toUpperCase() };
}
