import type { VariableRefresh, VariableSort } from '@grafana/data';
import {
  AdHocFiltersVariable,
  ConstantVariable,
  CustomVariable,
  DataSourceVariable,
  QueryVariable,
  SceneVariableSet,
  TextBoxVariable,
  type SceneDataQuery,
  type SceneVariable,
} from '@grafana/scenes';
import type { VariableJson } from './model.ts';

/** Variable types the preview knows. */
export const variableTypes = ['query', 'custom', 'datasource', 'textbox', 'constant', 'adhoc'];

/** The variables of a dashboard; those of unknown types are left out. */
export function variableSet(list: readonly VariableJson[]): SceneVariableSet {
  return new SceneVariableSet({ variables: list.flatMap((json) => variable(json) ?? []) });
}

function variable(json: VariableJson): SceneVariable | undefined {
  const common = {
    name: json.name,
    label: json.label,
    description: json.description,
    hide: json.hide,
    skipUrlSync: json.skipUrlSync,
  };
  const text = typeof json.query === 'string' ? json.query : '';
  const value = json.current?.value;
  const choice = {
    ...common,
    value: value ?? (json.multi ? [] : ''),
    text: json.current?.text ?? value ?? '',
    isMulti: json.multi,
    includeAll: json.includeAll,
    defaultToAll: json.includeAll && (value === undefined || value.length === 0),
    allValue: json.allValue ?? undefined,
    allowCustomValue: json.allowCustomValue,
  };
  switch (json.type) {
    case 'query':
      return new QueryVariable({
        ...choice,
        query: (json.query ?? '') as string | SceneDataQuery,
        datasource: json.datasource ?? null,
        regex: json.regex ?? '',
        refresh: json.refresh as VariableRefresh | undefined,
        sort: json.sort as VariableSort | undefined,
      });
    case 'custom':
      return new CustomVariable({ ...choice, query: text });
    case 'datasource':
      return new DataSourceVariable({ ...choice, pluginId: text, regex: json.regex ?? '' });
    case 'textbox':
      return new TextBoxVariable({ ...common, value: typeof value === 'string' ? value : text });
    case 'constant':
      return new ConstantVariable({ ...common, value: text });
    case 'adhoc':
      return new AdHocFiltersVariable({
        ...common,
        datasource: json.datasource ?? null,
        filters: (json.filters ?? []).map((filter) => ({ ...filter })),
        applyMode: 'auto',
      });
    default:
      return undefined;
  }
}
