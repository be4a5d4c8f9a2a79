import type { SelectableValue } from '@grafana/data';
import type { Templates } from '../../interpolation/expand.ts';

/** Kinds of variable that hold no values of ours. */
const others: readonly string[] = ['adhoc', 'datasource', 'groupby', 'switch', 'system'];

/** The template variables of the dashboard, as options of a select. */
export function variableOptions(templates: Templates): SelectableValue<string>[] {
  return templates
    .getVariables()
    .filter(({ type }) => !others.includes(type))
    .map(({ name }) => ({ label: `$${name}`, value: `$${name}`, description: 'Variable of the dashboard' }));
}
