/** An analyzer of Grafana's plugin-validator that `npm run validate` does not run. */
export interface Beyond {
  readonly analyzers: readonly string[];
  /** `cannot`: the plugin does not hold it, and why. `elsewhere`: it needs the net or another tool. */
  readonly kind: 'cannot' | 'elsewhere';
  readonly reason: string;
}

/** What remains of Grafana's plugin-validator. */
export const beyond: readonly Beyond[] = [
  {
    analyzers: ['backendbinary (Go build info)', 'sdkusage', 'gomanifest', 'gosec', 'govulncheck'],
    kind: 'cannot',
    reason: 'they ask for a Go program with the Go SDK: the back end is TypeScript',
  },
  {
    analyzers: ['buildtools'],
    kind: 'cannot',
    reason: "it asks for create-plugin's webpack configuration: the front end is built by scripts/build-frontend.mjs",
  },
  {
    analyzers: ['published', 'org', 'brokenlinks (reachable)', 'safelinks', 'provenance', 'sourcecode', 'codediff'],
    kind: 'elsewhere',
    reason: 'they ask grafana.com, GitHub or other servers',
  },
  {
    analyzers: ['osvscanner', 'virusscan', 'llmreview', 'plugindocs', 'sponsorshiplink'],
    kind: 'elsewhere',
    reason: 'they are tools and databases of their own, or recommendations to those who publish',
  },
];
