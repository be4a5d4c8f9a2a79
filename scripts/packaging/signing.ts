import { spawnSync } from 'node:child_process';

/** Grafana's own tool: it sends the checksums of a folder's files to grafana.com and writes the answer into MANIFEST.txt. */
const signPlugin = '@grafana/sign-plugin@3.3.3';

/** Whether a folder can be signed: with these root URLs, or not, and why. */
export type Signing = { readonly rootUrls: readonly string[] } | { readonly missing: string };

/**
 * What a private signature needs: a token in GRAFANA_ACCESS_POLICY_TOKEN, and the root URLs of the Grafana servers the
 * plugin is for, separated by commas, from `rootUrls` or GRAFANA_ROOT_URLS.
 * @throws Error where a root URL is none
 */
export function readSigning(rootUrls: string | undefined, env: Readonly<Record<string, string | undefined>>): Signing {
  const urls = (rootUrls ?? env.GRAFANA_ROOT_URLS ?? '')
    .split(',')
    .map((url) => url.trim())
    .filter((url) => url !== '');
  for (const url of urls) {
    if (!URL.canParse(url) || !/^https?:/.test(url)) {
      throw new Error(
        `"${url}" is no root URL: give the root_url of a Grafana server, such as https://grafana.example.com/.`,
      );
    }
  }
  const missing = [
    ...(urls.length > 0
      ? []
      : [
          'the root URLs of the Grafana servers it is for: --root-urls https://grafana.example.com/ or GRAFANA_ROOT_URLS',
        ]),
    ...(env.GRAFANA_ACCESS_POLICY_TOKEN
      ? []
      : ['a token of grafana.com with the scope plugins:write in GRAFANA_ACCESS_POLICY_TOKEN']),
  ];
  return missing.length > 0 ? { missing: missing.join(', and ') } : { rootUrls: urls };
}

/** Arguments of npx that sign a folder privately. The token is not among them: the tool reads it from the environment. */
export function signArguments(folder: string, rootUrls: readonly string[]): string[] {
  return ['--yes', signPlugin, '--rootUrls', rootUrls.join(','), '--distDir', folder];
}

/**
 * Signs a folder: afterwards it holds a MANIFEST.txt, and no file of it may change.
 * @throws Error where the tool fails; it has said why
 */
export function signFolder(folder: string, rootUrls: readonly string[]): void {
  const run = spawnSync('npx', signArguments(folder, rootUrls), {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (run.status !== 0) {
    throw new Error(`Signing ${folder} failed.`);
  }
}
