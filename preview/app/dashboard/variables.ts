import type { VariableRefresh, VariableSort } from '@grafana/data';
import {
  AdHocFiltersVariable,
  CustomVariable,
  DataSourceVariable,
  QueryVariable,
  SceneVariableSet,
  TextBoxVariable,
  type SceneDataQuery,
  type SceneVariable,
} from '@grafana/scenes';
import type { VariableModel } from '@grafana/schema';

/** Variable types the preview knows. */
export const variableTypes: readonly string[] = ['query', 'custom', 'datasource', 'textbox', 'adhoc'];

/** The variables of a dashboard; those of unknown types are left out. */
export function variableSet(list: readonly VariableModel[]): SceneVariableSet {
  return new SceneVariableSet({ variables: list.flatMap((json) => variable(json) ?? []) });
}

function variable(json: VariableModel): SceneVariable | undefined {
  const { name, label, description, hide, skipUrlSync } = json;
  const common = { name, label, description, hide, skipUrlSync };
  const text = typeof json.query === 'string' ? json.query : '';
  const value = json.current?.value;
  const choice = {
    ...common,
    value: value ?? (json.multi ? [] : ''),
    text: json.current?.text ?? value ?? '',
    isMulti: json.multi,
    includeAll: json.includeAll,
    defaultToAll: json.includeAll && !value?.length,
    allValue: json.allValue ?? undefined,
    allowCustomValue: json.allowCustomValue,
    regex: json.regex ?? '',
  };
  switch (json.type) {
    case 'query':
      return new QueryVariable({
        ...choice,
        query: (json.query ?? '') as string | SceneDataQuery,
        datasource: json.datasource ?? null,
        refresh: json.refresh as VariableRefresh | undefined,
        sort: json.sort as VariableSort | undefined,
      });
    case 'custom':
      return new CustomVariable({ ...choice, query: text });
    case 'datasource':
      return new DataSourceVariable({ ...choice, pluginId: text });
    case 'textbox':
      return new TextBoxVariable({ ...common, value: typeof value === 'string' ? value : text });
    case 'adhoc':
      return new AdHocFiltersVariable({ ...common, datasource: json.datasource ?? null, applyMode: 'auto' });
    default:
      return undefined;
  }
}
