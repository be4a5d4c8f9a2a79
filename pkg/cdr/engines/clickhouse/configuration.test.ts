import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { validateSettings, type ClickHouseConnection } from '../../../../contract/settings.ts';
import { readConnection } from './configuration.ts';

const pem = (name: string) => readFileSync(`tests/clickhouse/tls/${name}.pem`, 'utf8');
const given = { url: 'https://click01.example.com', username: 'reader' };
const read = (more: object = {}, secrets: object = { password: 'sesame' }) => {
  const { connection } = validateSettings({ engine: 'clickhouse', ...given, ...more });
  return readConnection(connection as ClickHouseConnection, secrets);
};

describe('where ClickHouse is', () => {
  test.each([
    ['https://click01.example.com', 'https://click01.example.com:8443', 'click01.example.com:8443', ''],
    ['https://click01.example.com:443/', 'https://click01.example.com:443', 'click01.example.com:443', ''],
    ['http://click01.example.com', 'http://click01.example.com:8123', 'click01.example.com:8123', ''],
    ['http://[::1]:9123', 'http://[::1]:9123', '[::1]:9123', ''],
    ['https://proxy.example.com:9443/click', 'https://proxy.example.com:9443', 'proxy.example.com:9443', '/click'],
  ])('%s', (url, origin, server, path) => {
    expect(read({ url })).toMatchObject({ origin, server, path, database: 'lcscdr_archive', user: 'reader' });
  });

  test('TLS goes with the scheme, and looks for the name of the host unless told another', () => {
    expect(read({ url: 'http://click01.example.com' }).tls).toBeUndefined();
    expect(read().tls).toEqual({ rejectUnauthorized: true, servername: 'click01.example.com' });
    expect(read({ url: 'https://10.0.0.1' }).tls).toEqual({ rejectUnauthorized: true });
    expect(read({ tlsServerName: 'other', tlsSkipVerify: true }).tls).toEqual({
      rejectUnauthorized: false,
      servername: 'other',
    });
  });

  test('a certificate stands in for the password', () => {
    const secrets = { password: 'sesame', tlsClientCert: pem('client'), tlsClientKey: pem('client') };
    const { password, tls } = read({ clickhouseAuthentication: 'certificate' }, secrets);
    expect(password).toBeUndefined();
    expect(tls).toMatchObject({ cert: pem('client').trim(), key: pem('client').trim() });
    expect(read({}, secrets)).toMatchObject({ password: 'sesame' });
    expect(read({}, secrets).tls).not.toHaveProperty('cert');
  });
});

describe('what is missing or wrong is named', () => {
  const byCertificate = { clickhouseAuthentication: 'certificate' };
  const certificate = { tlsClientCert: pem('client') };
  test.each<[string, object, object | undefined]>([
    ['setting url: missing', { url: '' }, undefined],
    ['setting url: no URL of http or https', { url: 'click01.example.com:8443' }, undefined],
    ['setting url: no URL of http or https', { url: 'tcp://click01.example.com:9000' }, undefined],
    ['setting url: more than scheme', { url: 'https://reader:sesame@click01.example.com' }, undefined],
    ['setting url: more than scheme', { url: 'https://click01.example.com/?database=x' }, undefined],
    ['setting username: missing', { username: '' }, undefined],
    ['setting password: missing', {}, {}],
    ['setting tlsCACert: not a PEM certificate', {}, { password: 'x', tlsCACert: 'sesame' }],
    ['setting url: a user with a certificate', { ...byCertificate, url: 'http://click01' }, certificate],
    ['setting tlsClientCert: not a PEM certificate', byCertificate, {}],
    ['setting tlsClientKey: no PEM key', byCertificate, { tlsClientCert: pem('authority') }],
  ])('%s', (message, more, secrets) => {
    expect(() => read(more, secrets)).toThrow(expect.objectContaining({ code: 'settings' }));
    expect(() => read(more, secrets)).toThrow(message);
    expect(() => read(more, secrets)).not.toThrow('sesame');
  });
});
