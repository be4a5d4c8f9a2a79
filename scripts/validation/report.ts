import { beyond } from './beyond.ts';
import type { Verdict } from './validate.ts';

/** Whether nothing keeps the package from being accepted. */
export function passes(verdicts: readonly Verdict[]): boolean {
  return verdicts.every(({ findings }) => findings.every(({ severity }) => severity === 'warning'));
}

/** One line per rule, with what to do under it, and the rules that are not checked here. */
export function report(verdicts: readonly Verdict[]): string {
  const lines = verdicts.flatMap(({ rule, findings }) => [
    line(
      mark(findings),
      rule.name,
      `${rule.holds}${rule.analyzers.length > 0 ? ` [${rule.analyzers.join(', ')}]` : ''}`,
    ),
    ...findings.map(({ text }) => `         ${text}`),
  ]);
  const rest = beyond.map(({ kind, analyzers, reason }) =>
    line(
      kind === 'cannot' ? 'cannot' : '-',
      '',
      `${analyzers.join(', ')}: ${kind === 'cannot' ? 'cannot hold; ' : ''}${reason}`,
    ),
  );
  const count = (severity: string): number =>
    verdicts.flatMap(({ findings }) => findings).filter((finding) => finding.severity === severity).length;
  return [...lines, ...rest, `Errors: ${count('error')}, warnings: ${count('warning')}.`].join('\n');
}

function mark(findings: Verdict['findings']): string {
  if (findings.length === 0) {
    return 'ok';
  }
  return findings.some(({ severity }) => severity === 'error') ? 'FAILS' : 'warns';
}

function line(verdict: string, name: string, text: string): string {
  return `${verdict.padEnd(8)} ${name === '' ? text : `${name.padEnd(24)} ${text}`}`;
}
