import type { Finding, Rule } from './rule.ts';
import { archiveRules } from './rules/archive.ts';
import { builder, codeRules } from './rules/code.ts';
import { dashboards } from './rules/dashboards.ts';
import { executableRules } from './rules/executables.ts';
import { imageRules } from './rules/images.ts';
import { manifestRules } from './rules/manifest.ts';
import { moduleRules } from './rules/module.ts';
import { signature } from './rules/signature.ts';
import { textRules } from './rules/texts.ts';
import { openSubject } from './subject.ts';

/** Every rule, in the order of the report. */
export const rules: readonly Rule[] = [
  ...archiveRules,
  ...manifestRules,
  ...imageRules,
  ...textRules,
  ...moduleRules,
  codeRules,
  builder,
  ...executableRules,
  dashboards,
  signature,
];

/** What a rule says about a package. */
export interface Verdict {
  readonly rule: Rule;
  readonly findings: readonly Finding[];
}

/**
 * Holds a package against all rules.
 * @param path a zip, or a folder with the files of the plugin
 * @param root the repository it was made from
 * @throws Error where the archive cannot be read
 */
export async function validate(path: string, root: string): Promise<Verdict[]> {
  const subject = await openSubject(path, root);
  try {
    const verdicts: Verdict[] = [];
    for (const rule of rules) {
      verdicts.push({ rule, findings: await rule.check(subject) });
    }
    return verdicts;
  } finally {
    subject.archive.close();
  }
}
