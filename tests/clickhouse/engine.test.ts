import { readFileSync } from 'node:fs';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createServer as createTls } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { clickHouseTables } from '../../archive/clickhouse/ddl.ts';
import { readSecrets } from '../../contract/secrets.ts';
import { validateSettings } from '../../contract/settings.ts';
import { strangeTexts } from '../../demo/generator/edge-cases/strange-texts.ts';
import { clickHouseEngine } from '../../pkg/cdr/engines/clickhouse/engine.ts';
import type { Engine } from '../../pkg/cdr/engines/engine.ts';
import { foldedTexts } from '../../pkg/cdr/engines/clickhouse/dialect.ts';
import { addressKey, nameKey } from '../../pkg/cdr/names.ts';
import { hasClickHouse, narrowReader, reader, startClickHouse, type ClickHouseServer } from './server.ts';

const suite = hasClickHouse ? describe : describe.skip;
const skipped = hasClickHouse ? '' : ' (skipped: npm has no ClickHouse for this platform)';
const pem = (name: string) => readFileSync(join('tests/clickhouse/tls', `${name}.pem`), 'utf8');

const opened: { close(): unknown }[] = [];
afterAll(() => Promise.all(opened.map((one) => one.close())));

/** An engine as a data source would have it. */
function engineOf(jsonData: object, secrets: Record<string, string> = { password: reader.password }): Engine {
  const { connection, limits } = validateSettings({ engine: 'clickhouse', username: reader.username, ...jsonData });
  if (connection.engine !== 'clickhouse') {
    throw new Error('The settings are those of ClickHouse.');
  }
  const engine = clickHouseEngine(connection, limits, readSecrets(secrets));
  opened.push(engine);
  return engine;
}

const signal = new AbortController().signal;
const ask = (engine: Engine, sql: string, maxRows = 1000) => engine.query({ sql, parameters: [] }, { signal, maxRows });
const endless = 'select sum(cityHash64(number)) as n from numbers(1000000000000)';

suite(`an archive on ClickHouse${skipped}`, () => {
  let server: ClickHouseServer;
  let engine: Engine;
  const at = (more: object = {}) => ({ url: server.url, archiveDatabase: 'lcscdr_archive', ...more });
  beforeAll(async () => {
    [server] = await startClickHouse();
    await server.client().command({ query: 'create database lcscdr_archive' });
    for (const query of clickHouseTables()) {
      await server.client('lcscdr_archive').command({ query });
    }
    engine = engineOf(at());
  }, 120_000);
  afterAll(() => server.stop());

  const running = async () => {
    const found = await server.client().query({
      query: `select count() as n from system.processes where user = '${reader.username}'`,
      format: 'JSONEachRow',
    });
    return Number((await found.json<{ n: string }>())[0]?.n);
  };
  const nobodyRuns = async () => {
    for (let tries = 0; tries < 100 && (await running()) > 0; tries++) {
      await sleep(100);
    }
    return (await running()) === 0;
  };

  test('has every column of the archive for the probe', async () => {
    const rows = await engine.catalog(signal);
    expect(rows).toContainEqual(
      expect.objectContaining({ TABLE_NAME: 'ErrorReportView', COLUMN_NAME: 'Store', TABLE_SCHEMA: '' }),
    );
    expect(engine.place).toBe(`Connected to lcscdr_archive on ClickHouse ${new URL(server.url).host}`);
  });

  test('plans without statistics of the parts, where the server has such a setting', async () => {
    const sql = "select name, value from system.settings where name = 'use_statistics'";
    const own = (await server.client().query({ query: sql, format: 'JSONEachRow' })).json<{ value: string }>();
    // A server that is new enough uses them by itself.
    expect(await own).toMatchObject([{ value: '1' }]);
    for (const { username, password } of [reader, narrowReader]) {
      expect(await ask(engineOf(at({ username }), { password }), sql)).toEqual([
        { name: 'use_statistics', value: '0' },
      ]);
    }
  });

  test('values come as the questions read them', async () => {
    const sql = `select toDateTime64('2026-03-10 07:00:00.003', 3, 'UTC') as t, cast(null as Nullable(DateTime64(3, 'UTC'))) as none,
      toUUID('0f8fad5b-d9cb-469f-a165-70867728950e') as g, count(*) as n, toLowCardinality('x') as s`;
    expect(await ask(engine, sql)).toEqual([
      { t: Date.UTC(2026, 2, 10, 7, 0, 0, 3), none: null, g: '0F8FAD5B-D9CB-469F-A165-70867728950E', n: 1, s: 'x' },
    ]);
  });

  test('names and addresses fold as they do elsewhere', async () => {
    const texts = [
      ...strangeTexts,
      ...['İstanbul', 'ΟΔΟΣ', 'ΟΔΟΣ x', '100 \u212Aelvin', 'ẞ', 'blank  ', 'sip:A@b.example', '<SIP:A@b.example>'],
      ...['<tel:+49 1;user=phone>', 'sips:+49;user=phone;user=phone', '<', '<>', '<a', 'tel:', ''],
    ];
    const found = await engine.query(
      { sql: `select ${foldedTexts('{p1:String}')}`, parameters: [texts[0] ?? ''] },
      { signal, maxRows: 1 },
    );
    expect(found).toHaveLength(1);
    for (const text of texts) {
      const [row] = await engine.query(
        { sql: `select ${foldedTexts('{p1:String}')}`, parameters: [text] },
        { signal, maxRows: 1 },
      );
      expect(row).toEqual({ name: nameKey(text), address: addressKey(text) });
    }
  });

  test('the newest copy of a row counts, once', async () => {
    const client = server.client('lcscdr_archive');
    for (const [name, copied] of [
      ['old', 1],
      ['new', 3],
      ['late', 2],
    ] as const) {
      await client.command({ query: `insert into "Pools" values (1, '${name}', 'main', ${copied})` });
    }
    expect(await ask(engine, 'select "PoolFQDN" from "Pools"')).toEqual([{ PoolFQDN: 'new' }]);
  });

  test('whoever gives up ends the query on the server', async () => {
    const caller = new AbortController();
    const asked = engine.query({ sql: endless, parameters: [] }, { signal: caller.signal, maxRows: 1 });
    asked.catch(() => undefined);
    for (let tries = 0; tries < 100 && (await running()) === 0; tries++) {
      await sleep(50);
    }
    expect(await running()).toBe(1);
    const reason = new Error('gone');
    caller.abort(reason);
    await expect(asked).rejects.toBe(reason);
    expect(await nobodyRuns()).toBe(true);
  });

  test('a query that takes too long ends, here and there', async () => {
    const impatient = engineOf(at({ queryTimeout: 1 }));
    await expect(ask(impatient, endless)).rejects.toMatchObject({
      code: 'timeout',
      message: expect.stringContaining('took longer than 1 s'),
    });
    expect(await nobodyRuns()).toBe(true);
  });

  test('a row too many is an error, also where they come compressed', async () => {
    for (const compression of [true, false]) {
      const one = engineOf(at({ compression }));
      expect(await ask(one, 'select number from numbers(1000)', 1000)).toHaveLength(1000);
      await expect(ask(one, 'select number from numbers(1001)', 1000)).rejects.toMatchObject({ code: 'tooLarge' });
    }
  });

  test('no more statements at once than connections are allowed', async () => {
    const narrow = engineOf(at({ maxConnections: 2 }));
    const all = [1, 2, 3, 4].map(() => ask(narrow, 'select sleep(1) as slept'));
    await sleep(600);
    expect(await running()).toBeLessThanOrEqual(2);
    expect(narrow.poolState()).toMatchObject({ size: 2, available: 0, pending: 2 });
    expect((await Promise.all(all)).flat()).toHaveLength(4);
  });

  test('nothing is written', async () => {
    await expect(ask(engine, `insert into "Pools" values (2, 'x', 'main', 1)`)).rejects.toMatchObject({
      code: 'permission',
    });
  });

  describe('what goes wrong', () => {
    test.each<[string, string, () => Promise<unknown>, RegExp]>([
      [
        'auth',
        'another password',
        () => ask(engineOf(at(), { password: 'wrong' }), 'select 1'),
        /refused the user grafana.*Check User name and Password/,
      ],
      [
        'schema',
        'no such database',
        () => ask(engineOf(at({ archiveDatabase: 'nowhere' })), 'select 1'),
        /has no database nowhere/,
      ],
      ['schema', 'no such table', () => ask(engine, 'select 1 from "Nothing"'), /has no .*Nothing/],
      ['schema', 'no such column', () => ask(engine, 'select "Nothing" from "Pools"'), /has no .*Nothing/],
      [
        'server',
        'not enough memory',
        () => ask(engine, 'select uniqExact(number) as n from numbers(100000000) settings max_memory_usage = 10000000'),
        /not enough memory/,
      ],
      [
        'tooLarge',
        'a limit of the profile',
        () => ask(engine, 'select number from numbers(1000) settings max_result_rows = 10'),
        /profile of the user/,
      ],
      ['server', 'any other error', () => ask(engine, `select toInt32('x')`), /reported error \d+/],
      [
        'network',
        'nobody listens',
        () => ask(engineOf(at({ url: 'http://127.0.0.1:9' })), 'select 1'),
        /Nothing answers on 127\.0\.0\.1:9/,
      ],
    ])('%s: %s', async (code, _, asking, said) => {
      await expect(asking()).rejects.toMatchObject({ code, message: expect.stringMatching(said) });
    });

    test('no error says the password', async () => {
      const error = await ask(engineOf(at(), { password: 'sesame77' }), 'select 1').catch((thrown: Error) => thrown);
      expect(String(error)).not.toContain('sesame77');
    });
  });

  describe('the user of the script', () => {
    const script = readFileSync('sql/clickhouse-reader.sql', 'utf8')
      .replace(/^--.*$/gm, '')
      .split(';')
      .map((statement) => statement.trim())
      .filter(Boolean);
    const made = () => engineOf(at({ username: narrowReader.username }), { password: narrowReader.password });

    test.each(script.map((statement) => [statement.split('\n')[0], statement]))(
      '%s: is understood',
      async (_, statement) => {
        const found = await server.client().query({ query: `explain ast ${statement}`, format: 'TabSeparated' });
        expect(await found.text()).not.toBe('');
      },
    );

    test('reads the archive, also by joins and subqueries', async () => {
      const rows = await ask(
        made(),
        'select count(*) as n from "Pools" as a left join "Pools" as b on a."PoolId" = b."PoolId" where a."PoolId" in (select "PoolId" from "Pools")',
      );
      expect(rows).toEqual([{ n: 1 }]);
      expect((await made().catalog(signal)).length).toBeGreaterThan(100);
    });

    test('and nothing else', async () => {
      await server.client().command({ query: 'create table default.secret (a Int8) engine = Memory' });
      await expect(ask(made(), 'select a from default.secret')).rejects.toMatchObject({ code: 'permission' });
      await expect(ask(made(), `insert into "Pools" values (2, 'x', 'main', 1)`)).rejects.toMatchObject({
        code: 'permission',
      });
    });
  });

  describe('over TLS', () => {
    let url: string;
    const sockets = new Set<Socket>();
    const proxy = createTls({ cert: pem('server'), key: pem('server') }, (socket) => {
      const behind = connect(Number(new URL(server.url).port), '127.0.0.1');
      sockets.add(socket).add(behind);
      socket.on('error', () => behind.destroy()).pipe(behind);
      behind.on('error', () => socket.destroy()).pipe(socket);
    });
    beforeAll(async () => {
      await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
      url = `https://localhost:${(proxy.address() as AddressInfo).port}`;
    });
    afterAll(() => {
      sockets.forEach((socket) => socket.destroy());
      proxy.close();
    });
    const secrets = { password: reader.password, tlsCACert: pem('authority') };

    test('by the authority that is pasted', async () => {
      expect(await ask(engineOf(at({ url }), secrets), 'select 1 as n')).toEqual([{ n: 1 }]);
    });

    test('not without it', async () => {
      await expect(ask(engineOf(at({ url }), { password: reader.password }), 'select 1 as n')).rejects.toMatchObject({
        code: 'tls',
        message: expect.stringContaining('is not trusted'),
      });
    });

    test('nor with another name in the certificate, unless that is the one to look for', async () => {
      const numbered = url.replace('localhost', '127.0.0.1');
      await expect(ask(engineOf(at({ url: numbered }), secrets), 'select 1 as n')).rejects.toMatchObject({
        code: 'tls',
      });
      const named = engineOf(at({ url: numbered, tlsServerName: 'click01.example.com' }), secrets);
      expect(await ask(named, 'select 1 as n')).toEqual([{ n: 1 }]);
    });

    test('where verification is switched off, any certificate does', async () => {
      const trusting = engineOf(at({ url, tlsSkipVerify: true }), { password: reader.password });
      expect(await ask(trusting, 'select 1 as n')).toEqual([{ n: 1 }]);
    });

    test('a port that speaks HTTP alone is told so', async () => {
      await expect(
        ask(engineOf(at({ url: server.url.replace('http:', 'https:') }), secrets), 'select 1'),
      ).rejects.toMatchObject({ code: 'tls' });
    });
  });
});

describe('a client certificate', () => {
  test('says who signs in, instead of a password', async () => {
    const seen: unknown[] = [];
    const answer = '["n"]\n["UInt8"]\n[1]\n';
    const certificates = { cert: pem('server'), key: pem('server'), ca: pem('authority') };
    const server = createTls({ ...certificates, requestCert: true, rejectUnauthorized: true }, (socket) => {
      socket
        .on('error', () => undefined)
        .on('data', (data) => {
          const lines = String(data).split('\r\n');
          if (lines[0]?.startsWith('POST')) {
            seen.push([
              socket.getPeerCertificate().subject.CN,
              ...lines.filter((line) => /^(x-click|auth)/i.test(line)).sort(),
            ]);
            socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${answer.length}\r\n\r\n${answer}`);
          }
        });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const url = `https://localhost:${(server.address() as AddressInfo).port}`;
    try {
      const engine = engineOf(
        { url, clickhouseAuthentication: 'certificate', compression: false },
        { tlsCACert: pem('authority'), tlsClientCert: pem('client'), tlsClientKey: pem('client') },
      );
      expect(await ask(engine, 'select 1 as n')).toEqual([{ n: 1 }]);
      expect(seen).toContainEqual(['grafana', 'X-ClickHouse-SSL-Certificate-Auth: on', 'X-ClickHouse-User: grafana']);
      await engine.close();
    } finally {
      server.close();
    }
  });
});
