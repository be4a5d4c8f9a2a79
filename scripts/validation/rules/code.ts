import { moduleSources } from '../module-sources.ts';
import { error, warning, type Finding, type Rule } from '../rule.ts';

/** What the front end's sources may not have: Grafana's semgrep rules for TypeScript, as patterns. */
const patterns: readonly (readonly [RegExp, (text: string) => Finding, string])[] = [
  [/\bconsole\.(?!error|warn|debug|assert)\w+\(/, error, 'logs to the console: leave it out'],
  [/\bwindow\.(grafanaBootData|grafanaRuntime|__grafanaSceneContext)\b/, error, "reads Grafana's own things on window"],
  [/__SECRET_INTERNALS_DO_NOT_USE/, error, "reads React's internals"],
  [/(?<![.\w])alert\(|\bwindow\.(alert|confirm|prompt)\(/, error, "opens the browser's dialog: use Grafana's Modal"],
  [/\bwindow\.open\((?![^)]*noopener)/, error, 'opens a window without noopener,noreferrer'],
  [/\bgf-form\b/, warning, "uses a class of Grafana's old style sheet"],
  [/\bwindow\.location\.(search|href)\b/, warning, 'reads window.location: use locationService'],
  [/@ts-(ignore|expect-error)/, warning, 'silences the compiler: mend the type'],
  [/import\s+['"].*\.(css|scss|less)['"]|<Global\b/, error, 'brings global styles: use useStyles2'],
  [/\/api\/ds\/query/, error, "calls Grafana's query endpoint: use the data source's query()"],
  [/\bfeatureToggles\.topnav\b/, error, 'asks for a feature toggle that is gone'],
  [
    /class\s+\w+\s+extends\s+DataSourceWithBackend[^{]*\{[\s\S]*?\btestDatasource\s*\(/,
    error,
    "has a testDatasource beside the back end's health check: remove it",
  ],
];

/** The front end keeps to Grafana's code rules. */
export const codeRules: Rule = {
  name: 'code-rules',
  holds: "the front end keeps to Grafana's code rules: no console, no dialogs, no internals",
  analyzers: ['coderules'],
  async check(subject) {
    const sources = (await moduleSources(subject)) ?? [];
    return sources.flatMap(({ path, content }) =>
      patterns
        .filter(([pattern]) => pattern.test(content))
        .map(([pattern, finding, problem]) => finding(`${path}:${line(content, pattern)} ${problem}.`)),
    );
  },
};

/** Number of the line a pattern is first met in. */
function line(content: string, pattern: RegExp): number {
  return content.slice(0, content.search(pattern)).split('\n').length;
}

/** The tools the front end is built with are not those Grafana has left behind. */
export const builder: Rule = {
  name: 'code-builder',
  holds: 'no script of package.json calls grafana-toolkit',
  analyzers: ['legacybuilder'],
  check: ({ source }) =>
    /"[^"]*grafana-toolkit [^"]*"/.test(source('package.json') ?? '')
      ? [error('package.json calls grafana-toolkit, which does not know newer Grafanas: build otherwise.')]
      : [],
};
