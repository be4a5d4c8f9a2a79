/**
 * Functions that the texts of rules may use: built into Go's text/template, or added by the version of Prometheus that Grafana
 * carries (0.43 in Grafana 10.1, 0.49 in 11.0), and in both of them. A function that Grafana does not know is no error when the
 * rule is loaded: the text of the alert stays unfilled.
 */
export const ruleFunctions = [
  'and',
  'eq',
  'ge',
  'gt',
  'le',
  'lt',
  'ne',
  'not',
  'or',
  'printf',
  'urlquery',
  'externalURL',
  'humanize',
  'humanizeDuration',
  'pathPrefix',
  'reReplaceAll',
] as const;

/**
 * Functions that notification templates may use: Go's own, and those of Alertmanager that Grafana 10.1 and 11.0 both have. `date` and
 * `tz` are newer.
 */
export const notificationFunctions = ['eq', 'gt', 'index', 'len', 'printf', 'reReplaceAll', 'toUpper'] as const;

/** Words of the template language itself. */
const keywords = ['block', 'define', 'else', 'end', 'if', 'range', 'template', 'with', 'true', 'false', 'nil'];

/** Names that a template calls, each once. */
export function functionsIn(text: string): string[] {
  const actions = [...text.matchAll(/\{\{-?(.*?)-?\}\}/gs)].map(([, action = '']) => action);
  const names = actions.flatMap((action) => {
    const withoutTexts = action.replace(/"(\\.|[^"\\])*"|`[^`]*`/g, ' ');
    return [...withoutTexts.matchAll(/(?<![\w.$])[A-Za-z_]\w*/g)].map(([name]) => name);
  });
  return [...new Set(names)].filter((name) => !keywords.includes(name));
}
