import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  composeFile,
  environmentOf,
  read,
  root,
  variablesOf,
  withDefaults,
  type Service,
} from './support/compose-file.ts';

const paths = ['docker-compose.yml', 'compose/grafana.yml', 'compose/demo.yml'];
const files = paths.map(composeFile);
const variables = files.flatMap(variablesOf);
const example = environmentOf(read('.env.example'));
const services = files.flatMap(({ services: own, directory }) =>
  Object.entries(own).map(([name, service]) => ({ name, service, directory })),
);
const [whole] = files;
const service = (name: string): Service => whole?.services[name] ?? {};

describe('the compose files', () => {
  test.each(paths)('%s mounts what is there, and never makes an empty folder in its place', (path) => {
    const { directory, services: own, volumes } = composeFile(path);
    for (const volume of Object.values(own).flatMap((one) => one.volumes ?? [])) {
      if (typeof volume === 'string') {
        expect(Object.keys(volumes)).toContain(volume.split(':')[0]);
      } else {
        const source = join(directory, withDefaults(volume.source));
        expect({ source, there: source === join(root, 'dist') || existsSync(source) }).toEqual({ source, there: true });
        expect(volume).toMatchObject({ type: 'bind', read_only: true, bind: { create_host_path: false } });
      }
    }
  });

  test('ask for no variable that .env.example leaves out, and the other way round', () => {
    expect([...example.keys()].sort()).toEqual([...new Set(variables.map(({ name }) => name))].sort());
  });

  test('require what the example leaves empty, and have the default that it shows', () => {
    for (const { name, operator, argument } of variables) {
      const value = example.get(name);
      expect({ name, operator }).toEqual({ name, operator: value === '' ? ':?' : ':-' });
      expect({ name, argument }).toEqual({
        name,
        argument: value === '' ? expect.stringContaining('.env.example') : value,
      });
    }
  });

  test('hold no password: each comes from .env, and one that is missing is told', () => {
    const passwords = services.flatMap(({ service: { environment = {} } }) =>
      Object.entries(environment).filter(([name]) => /password|secret|token/i.test(name)),
    );
    expect(passwords.length).toBeGreaterThan(4);
    for (const [name, value] of passwords) {
      expect({ name, value }).toEqual({ name, value: expect.stringMatching(/^\$\{\w+:\?[^}]+\}$/) });
    }
    expect(read('.gitignore').split('\n')).toContain('.env');
  });

  test('pin their images and publish on this machine alone', () => {
    for (const { name, service: one } of services) {
      if (one.image) {
        expect({ name, image: one.image }).toEqual({
          name,
          image: expect.stringMatching(/^[\w./-]+:\$\{\w+:-\d[\w.-]*\d[\w.-]*\}$/),
        });
        expect(one.image).not.toContain('latest');
      }
      expect(one.image ?? one.build ?? one.extends).toBeDefined();
      for (const port of one.ports ?? []) {
        expect(port).toMatch(/^127\.0\.0\.1:/);
      }
    }
  });

  test('start in order: a healthy server, then the data, then Grafana', () => {
    expect(service('seed').depends_on).toEqual({ sqlserver: { condition: 'service_healthy' } });
    expect(service('grafana').depends_on).toEqual({ seed: { condition: 'service_completed_successfully' } });
    expect(service('sqlserver').healthcheck?.test).toContain('/opt/mssql-tools18/bin/sqlcmd -C ');
    expect(composeFile('compose/grafana.yml').services.grafana?.healthcheck?.test).toContain(
      'http://127.0.0.1:3000/api/health',
    );
  });

  test('show a home page that exists', () => {
    const { environment, volumes = [] } = composeFile('compose/grafana.yml').services.grafana ?? {};
    const home = environment?.GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH ?? '';
    const mount = volumes.find((one) => typeof one !== 'string' && home.startsWith(`${one.target}/`));
    const source = typeof mount === 'object' ? home.replace(mount.target, mount.source) : '';
    expect(existsSync(join(root, 'compose', source))).toBe(true);
  });
});

/** Compose itself has the last word, where it is installed. */
const withCompose = spawnSync('docker', ['compose', 'version']).status === 0 ? describe : describe.skip;

withCompose('docker compose config', () => {
  const filled = Object.fromEntries([...example].map(([name, value]) => [name, value || 'Example-1']));
  const config = (path: string, environment: Record<string, string>) =>
    spawnSync('docker', ['compose', '--env-file', '.env.example', '-f', path, 'config', '--quiet'], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, ...environment },
    });

  test.each(['docker-compose.yml', 'compose/demo.yml'])('takes %s', (path) => {
    expect(config(path, filled)).toMatchObject({ status: 0, stderr: '' });
  });

  test.each([...example].filter(([, value]) => value === '').map(([name]) => name))(
    'refuses to go without %s',
    (name) => {
      const { status, stderr } = config('docker-compose.yml', { ...filled, [name]: '' });
      expect(status).not.toBe(0);
      expect(stderr).toContain(`required variable ${name} is missing a value`);
    },
  );
});
