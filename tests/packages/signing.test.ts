import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readSigning, signArguments } from '../../scripts/packaging/signing.ts';
import { root } from './support/build-output.ts';

const token = { GRAFANA_ACCESS_POLICY_TOKEN: 'glc_secret' };
const url = 'https://grafana.example.com/';

describe('what a signature needs', () => {
  test('root URLs as given, or else of the environment', () => {
    const env = { ...token, GRAFANA_ROOT_URLS: 'https://other.example.com' };
    expect(readSigning(`${url}, https://b.example.com/grafana`, env)).toEqual({
      rootUrls: [url, 'https://b.example.com/grafana'],
    });
    expect(readSigning(undefined, env)).toEqual({ rootUrls: ['https://other.example.com'] });
  });

  test.each([
    ['nothing', undefined, {}, /--root-urls .*GRAFANA_ROOT_URLS, and .*GRAFANA_ACCESS_POLICY_TOKEN/],
    ['no token', url, {}, /^a token .*GRAFANA_ACCESS_POLICY_TOKEN$/],
    ['an empty token', url, { GRAFANA_ACCESS_POLICY_TOKEN: '' }, /^a token /],
    ['no root URLs', undefined, token, /^the root URLs .*GRAFANA_ROOT_URLS$/],
    ['empty root URLs', ' , ', token, /^the root URLs /],
  ])('%s', (_case, rootUrls, env, missing) => {
    expect(readSigning(rootUrls, env)).toEqual({ missing: expect.stringMatching(missing) });
  });

  test.each(['grafana.example.com', 'ftp://grafana.example.com', 'https://'])('%s is no root URL', (wrong) => {
    expect(() => readSigning(`${url},${wrong}`, token)).toThrow(`"${wrong}" is no root URL`);
  });
});

test('the tool gets folder and root URLs, and the token from the environment alone', () => {
  expect(signArguments('packages/x', [url, 'https://b.example.com/'])).toEqual([
    '--yes',
    expect.stringMatching(/^@grafana\/sign-plugin@\d+\.\d+\.\d+$/),
    '--rootUrls',
    'https://grafana.example.com/,https://b.example.com/',
    '--distDir',
    'packages/x',
  ]);
});

describe('npm run sign', () => {
  const run = (...args: string[]) => {
    const { PATH = '', SystemRoot = '' } = process.env;
    return spawnSync(process.execPath, ['scripts/sign.ts', ...args], {
      cwd: root,
      env: { PATH, SystemRoot },
      encoding: 'utf8',
    });
  };

  test('says what is missing', () => {
    const { status, stdout, stderr } = run('--root-urls', url);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^Cannot sign: a signature needs a token .*GRAFANA_ACCESS_POLICY_TOKEN\.\n$/);
  });

  test('says which root URL is wrong', () => {
    const { status, stderr } = run('--root-urls', 'grafana');
    expect(status).toBe(1);
    expect(stderr).toMatch(/^"grafana" is no root URL: give the root_url of a Grafana server/);
  });
});
