import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startPlugin, type PluginProcess } from '../../preview/plugin-host/plugin-process.ts';
import { builtExecutable } from '../support/executable.ts';
import { health } from './support/ask.ts';
import { lcsCdr } from './support/tds/fake-lcscdr.ts';
import { startSqlServer, type FakeSqlServer } from './support/tds/fake-sql-server.ts';
import type { ServerMessage } from './support/tds/tokens.ts';

let plugin: PluginProcess;
let sql: FakeSqlServer;
let refusals: readonly ServerMessage[] = [];
beforeAll(async () => {
  plugin = await startPlugin({ executable: builtExecutable() });
  sql = await startSqlServer({ answer: lcsCdr(), login: () => refusals });
});
afterAll(async () => {
  await plugin.shutdown();
  await sql.stop();
});

const check = (said: readonly ServerMessage[]) => {
  refusals = said;
  return health(plugin, {
    uid: 'reasons',
    jsonData: { server: '127.0.0.1', port: sql.port, database: 'LcsCDR', username: 'reader', encrypt: false },
    secureJsonData: { password: 'secret-password' },
  });
};

const failed = { number: 18456, message: "Login failed for user 'reader'." };
/** Reason, with the words of Microsoft's list of errors; the code it is sorted under; what the text tells to do. */
const reasons: readonly (readonly [ServerMessage, string, RegExp])[] = [
  [failed, 'auth', /refused the login reader\. Check user name and password/],
  [
    { number: 4060, message: 'Cannot open database "LcsCDR" requested by the login. The login failed.' },
    'permission',
    /cannot open the database LcsCDR on 127\.0\.0\.1/,
  ],
  [
    { number: 916, message: 'The server principal "reader" is not able to access the database "LcsCDR".' },
    'permission',
    /cannot open the database LcsCDR/,
  ],
  [
    { number: 927, message: "Database 'LcsCDR' cannot be opened. It is in the middle of a restore." },
    'server',
    /LcsCDR .* not open now/,
  ],
  [
    { number: 954, message: 'The database "LcsCDR" cannot be opened. It is acting as a mirror database.' },
    'server',
    /is a mirror.*principal/,
  ],
  [
    { number: 976, message: "The target database, 'LcsCDR', is participating in an availability group" },
    'server',
    /availability group.*listener/,
  ],
  [
    { number: 978, message: "The target database ('LcsCDR') is in an availability group and is currently accessible" },
    'server',
    /Switch Read-only intent on/,
  ],
  [
    { number: 18486, message: "Login failed for user 'reader' because the account is currently locked out." },
    'auth',
    /is locked.*unlocked/,
  ],
  [
    { number: 18487, message: "Login failed for user 'reader'.  Reason: The password of the account has expired." },
    'auth',
    /has expired/,
  ],
  [
    { number: 18488, message: "Login failed for user 'reader'.  Reason: The password of the account must be changed." },
    'auth',
    /must be changed/,
  ],
  [
    { number: 18470, message: "Login failed for user 'reader'. Reason: The account is disabled." },
    'auth',
    /is disabled/,
  ],
  [
    { number: 18452, message: 'Login failed. The login is from an untrusted domain.' },
    'auth',
    /domain must be trusted/,
  ],
  [
    { number: 18461, message: "Login failed for user 'reader'. Reason: Server is in single user mode." },
    'server',
    /administrators alone/,
  ],
  [{ number: 17142, message: 'SQL Server service has been paused.' }, 'server', /takes no logins now: it is paused/],
  [{ number: 6005, message: 'SHUTDOWN is in progress.' }, 'server', /shuts down/],
  [
    {
      number: 17809,
      message: "Could not connect because the maximum number of '8' user connections has already been reached.",
    },
    'server',
    /no room for one more connection/,
  ],
  [{ number: 17892, message: "Logon failed for login 'reader' due to trigger execution." }, 'server', /logon trigger/],
  [{ number: 33147, message: 'Something new.' }, 'server', /turned the login reader away with error 33147/],
];

test.each(reasons)('%j is sorted under %s', async (reason, code, says) => {
  const { message, details } = await check(reason === failed || reason.number === 33147 ? [reason] : [reason, failed]);
  expect({ message, code: details['code'] }).toEqual({ message: expect.stringMatching(says), code });
  // The server's own words stand beside ours.
  expect(message).toContain(`SQL Server says: "${reason.message.replaceAll('  ', ' ')}`);
  expect(message).not.toContain('secret-password');
});

test.each(reasons)(
  '%j in another language, alone or in the other order, is sorted under %s',
  async (reason, code, says) => {
    const foreign = { ...reason, message: 'Fehler bei der Anmeldung für den Benutzer "reader": ошибка входа.' };
    for (const said of [[foreign], [failed, foreign]]) {
      // An unknown number beside "Login failed" is what the administrator has to look at; the password is in doubt.
      const expected = reason.number === 33147 && said.length === 2 ? 'auth' : code;
      const { message, details } = await check(said);
      expect({ said, code: details['code'] }).toEqual({ said, code: expected });
      expect(message).toContain('ошибка входа');
      if (expected === code) {
        expect(message).toMatch(says);
      }
    }
  },
);

test('a long text of the server is cut, and its line breaks are none', async () => {
  const { message } = await check([{ number: 18456, message: `Line one\n\nline two ${'x'.repeat(3000)}` }]);
  expect(message).toContain('"Line one line two xxx');
  expect(message.length).toBeLessThan(1000);
});
