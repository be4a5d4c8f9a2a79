import { DiagnosticsError, type ErrorCode } from '../../../errors.ts';

/** Where the connection goes, for messages; never a secret. */
export interface ConnectionContext {
  readonly server: string;
  readonly database: string;
  readonly user: string;
}

/** An error as the server sent it. Its text is in the language of the server. */
export interface ServerMessage {
  readonly number: number;
  readonly state?: number;
  readonly message: string;
}

/** Characters of the server's own text that are shown. */
const maxWords = 400;

/**
 * Why SQL Server turned a login away. It sends the reason first and "Login failed" last, so all count, by their numbers
 * (Microsoft's list of Database Engine errors), and the server's own words are shown beside ours.
 * @param said in any order; none where the server closed the login without a word
 */
export function loginError(
  said: readonly ServerMessage[],
  { server, database, user }: ConnectionContext,
  cause: unknown,
): DiagnosticsError {
  const has = (...numbers: number[]) => said.some(({ number }) => numbers.includes(number));
  const as = (code: ErrorCode, text: string) => {
    const words = [...new Set(said.map(({ message }) => message.replace(/\s+/g, ' ').trim()))].join(' ');
    const shown = words.length > maxWords ? `${words.slice(0, maxWords)}…` : words;
    return new DiagnosticsError(code, shown === '' ? text : `${text} SQL Server says: "${shown}".`, {
      // The stack of the driver tells nothing that the numbers do not.
      cause: said.length > 0 ? said.map(({ number, state, message }) => ({ number, state, message })) : cause,
    });
  };
  if (has(976, 979, 980, 981, 982, 983, 988)) {
    return as(
      'server',
      `The database ${database} on ${server} is a replica of an availability group that cannot be read now. Enter the listener of the group as Server, or have the replica made readable.`,
    );
  }
  if (has(978)) {
    return as(
      'server',
      `The database ${database} on ${server} is a replica that lets in those alone who only read. Switch Read-only intent on.`,
    );
  }
  if (has(954, 955)) {
    return as(
      'server',
      `The database ${database} on ${server} is a mirror, which cannot be read. Enter the server that is principal now as Server.`,
    );
  }
  if (has(921, 922, 923, 924, 926, 927, 942, 943, 945, 946, 952)) {
    return as(
      'server',
      `The database ${database} on ${server} is there, but not open now: it may be restored, recovered, offline or kept for an administrator. Ask the administrator when it is back.`,
    );
  }
  if (has(6005, 17142, 17147, 17148, 17187, 17188, 18401)) {
    return as(
      'server',
      `SQL Server ${server} takes no logins now: it is paused, starts, or shuts down. Try again when it runs.`,
    );
  }
  if (has(18451, 18461)) {
    return as(
      'server',
      `SQL Server ${server} lets in administrators alone, as in single-user mode. Try again when the administrator is done.`,
    );
  }
  if (has(17809, 17189, 17197, 17803, 701, 802, 10928, 10929)) {
    return as(
      'server',
      `SQL Server ${server} has no room for one more connection. Ask its administrator what takes connections, memory or workers, or lower Connections at most.`,
    );
  }
  if (has(17892)) {
    return as(
      'server',
      `A logon trigger of SQL Server ${server} turned the login ${user} away. Ask its administrator to let the program Grafana Call Diagnostics in.`,
    );
  }
  if (has(911, 916, 4060, 4063, 4064)) {
    return as(
      'permission',
      `The login ${user} cannot open the database ${database} on ${server}: it does not exist there, or the login has no access. Check the setting database, and that the login is mapped to a user of it.`,
    );
  }
  if (has(18486)) {
    return as(
      'auth',
      `The login ${user} is locked on SQL Server ${server}, after wrong passwords. Have it unlocked, and correct the password here before it is locked again.`,
    );
  }
  if (has(18487, 18488)) {
    return as(
      'auth',
      `The password of the login ${user} on SQL Server ${server} has expired or must be changed. Set a new one there, and enter it here.`,
    );
  }
  if (has(18470)) {
    return as(
      'auth',
      `The login ${user} is disabled on SQL Server ${server}. Have it enabled: ALTER LOGIN ... ENABLE.`,
    );
  }
  if (has(18450, 18452)) {
    return as(
      'auth',
      `SQL Server ${server} does not take this kind of login from ${user}. For a Windows account its domain must be trusted there and NTLM allowed; for a SQL Server login the server must be in SQL Server and Windows authentication mode.`,
    );
  }
  if (has(18456) || said.length === 0) {
    return as(
      'auth',
      `SQL Server ${server} refused the login ${user}. Check user name and password, and that the server allows this kind of login (SQL Server and Windows authentication mode).`,
    );
  }
  return as(
    'server',
    `SQL Server ${server} turned the login ${user} away with error ${said[0]?.number}. Its administrator can look the number up.`,
  );
}
