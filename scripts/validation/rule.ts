import type { Subject } from './subject.ts';

/** Something a rule has to say about a package: an error keeps it from being accepted, a warning does not. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  /** What is wrong and what to do. */
  readonly text: string;
}

/** One thing a package has to keep to. */
export interface Rule {
  readonly name: string;
  /** What is true of a package that keeps to it. */
  readonly holds: string;
  /** Analyzers of Grafana's plugin-validator that ask for it; none where only this project does. */
  readonly analyzers: readonly string[];
  /** What is wrong with the package, if anything. */
  check(subject: Subject): readonly Finding[] | Promise<readonly Finding[]>;
}

/** An error. */
export function error(text: string): Finding {
  return { severity: 'error', text };
}

/** A warning. */
export function warning(text: string): Finding {
  return { severity: 'warning', text };
}
