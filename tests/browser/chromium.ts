import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LaunchOptions } from 'playwright-core';

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** Without these flags Chromium looks up hosts of its maker at every start, or wants rights that containers lack. */
const args = [
  '--no-sandbox',
  '--no-zygote',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--font-render-hinting=none',
];

/**
 * How to start a headless browser: the one that the variable CHROMIUM_PATH names, or the one that npm brought. That one
 * is for Linux on x64; elsewhere it is the installed Chrome.
 * @param home where the browser of npm is unpacked, once
 */
export function chromiumOptions(home = join(modules, `.chromium-${versionOf('@sparticuz/chromium')}`)): LaunchOptions {
  const own = process.env.CHROMIUM_PATH;
  if (own) {
    return { executablePath: own, args };
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return { channel: 'chrome', args };
  }
  if (!existsSync(home)) {
    unpack(home);
  }
  const executablePath = join(home, 'chromium');
  return { executablePath, args, env: environment(home, executablePath) };
}

const versionOf = (name: string): string =>
  (JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8')) as { version: string }).version;

/**
 * Unpacks browser, fonts and libraries. They go into a directory beside their place first: tests that run
 * at the same time, each in a process of its own, must never start half a browser.
 */
function unpack(home: string): void {
  const draft = mkdtempSync(`${home}-`);
  const program = "import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath())";
  const { status, stderr } = spawnSync(process.execPath, ['-e', program], {
    cwd: modules,
    encoding: 'utf8',
    // The package unpacks into the temporary directory; its libraries only where it believes to be on AWS Lambda.
    env: { ...process.env, TMPDIR: draft, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' },
  });
  if (status !== 0) {
    rmSync(draft, { recursive: true });
    throw new Error(
      `The browser of @sparticuz/chromium could not be unpacked; CHROMIUM_PATH may name another one. ${stderr}`,
    );
  }
  const fonts = join(draft, 'fonts/fonts.conf');
  writeFileSync(fonts, readFileSync(fonts, 'utf8').replaceAll('/tmp/', `${home}/`));
  try {
    renameSync(draft, home);
  } catch (error) {
    rmSync(draft, { recursive: true });
    if (!existsSync(home)) {
      throw error;
    }
  }
}

/** The package's fonts, so that pages look alike everywhere; its libraries (NSS, Expat) where the machine lacks one. */
function environment(home: string, executable: string): Record<string, string> {
  const given = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const { stdout } = spawnSync('ldd', [executable]);
  return {
    ...Object.fromEntries(given),
    FONTCONFIG_PATH: join(home, 'fonts'),
    ...(String(stdout).includes('not found') && { LD_LIBRARY_PATH: join(home, 'al2023/lib') }),
  };
}
