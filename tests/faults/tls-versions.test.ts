import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startPlugin, type PluginProcess } from '../../preview/plugin-host/plugin-process.ts';
import { builtExecutable } from '../support/executable.ts';
import { health } from './support/ask.ts';
import { oldServer } from './support/tds-server.ts';

let plugin: PluginProcess;
beforeAll(async () => {
  plugin = await startPlugin({ executable: builtExecutable() });
});
afterAll(() => plugin.shutdown());

test.each([
  ['TLSv1', 'TLSv1', 'auth'],
  ['TLSv1.1', 'TLSv1', 'auth'],
  ['TLSv1.2', 'TLSv1', 'auth'],
  ['TLSv1.2', 'TLSv1.2', 'auth'],
  ['TLSv1', 'TLSv1.1', 'tls'],
  ['TLSv1', 'TLSv1.2', 'tls'],
  ['TLSv1.1', 'TLSv1.2', 'tls'],
] as const)('a server of %s, settings that ask for %s: %s', async (version, tlsMinVersion, code) => {
  const seen: string[] = [];
  const server = await oldServer(version, (protocol) => seen.push(protocol));
  const jsonData = { server: '127.0.0.1', port: server.port, username: 'reader', tlsSkipVerify: true, tlsMinVersion };
  const answer = await health(plugin, {
    uid: `${version} ${tlsMinVersion}`,
    jsonData,
    secureJsonData: { password: 'x' },
  });
  await server.close();
  expect(answer).toMatchObject({ status: 2, details: { code } });
  expect(seen).toEqual(code === 'auth' ? [version] : []);
});

test('a certificate that nobody vouches for is called so, by its code', async () => {
  const server = await oldServer('TLSv1.2', () => undefined);
  const jsonData = { server: '127.0.0.1', port: server.port, username: 'reader', tlsServerName: 'sql01.example.com' };
  const answer = await health(plugin, { uid: 'untrusted', jsonData, secureJsonData: { password: 'x' } });
  await server.close();
  expect(answer).toMatchObject({
    status: 2,
    message: expect.stringMatching(/^The certificate of 127\.0\.0\.1 is not trusted\./),
    details: { code: 'tls' },
  });
});
