import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  CustomVariableBuilder,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  TextBoxVariableBuilder,
  VariableHide,
  VariableRefresh,
  VariableSort,
  type VariableModel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { FilterId } from '../../contract/filters.ts';
import { options } from '../../contract/options.ts';
import { earlierDays, intervals, labelOf, spikeGroups } from '../../contract/vocabulary.ts';
import { valueLists, type ValueList, type VariableQuery } from '../../contract/variable-query.ts';

export const pluginId = 'calldiagnostics-sfb-datasource';

/** Every query goes where the variable `datasource` points. */
export const datasource = { type: pluginId, uid: '${datasource}' } as const;

interface ListVariable {
  readonly kind: 'list';
  readonly label: string;
  readonly filter: FilterId;
  readonly list: ValueList;
  /** Ids chosen at first, with their labels; All where absent. */
  readonly chosen?: Readonly<Record<string, string>>;
  readonly description?: string;
}

interface TextVariable {
  readonly kind: 'text';
  readonly label: string;
  readonly filter: FilterId;
}

const both = { expected: 'Expected failure', unexpected: 'Unexpected failure' };

/** Variables that fill a filter of the same meaning. */
export const filterVariables = {
  category: {
    kind: 'list',
    label: 'Session category',
    filter: 'categories',
    list: 'categories',
    chosen: both,
    description: 'Both failures unless something else is chosen.',
  },
  activity: { kind: 'list', label: 'Activity type', filter: 'activities', list: 'activities' },
  modality: { kind: 'list', label: 'Modality', filter: 'modalities', list: 'modalities' },
  conferenceType: { kind: 'list', label: 'Conference sessions', filter: 'conferenceTypes', list: 'conferenceTypes' },
  store: {
    kind: 'list',
    label: 'Store',
    filter: 'stores',
    list: 'stores',
    description: 'LcsCDR databases of an archive.',
  },
  pool: {
    kind: 'list',
    label: 'Pool',
    filter: 'pools',
    list: 'pools',
    description: 'Registrar pools and Edge Servers a session touched.',
  },
  diagnosticId: { kind: 'list', label: 'Diagnostic ID', filter: 'diagnosticIds', list: 'diagnosticIds' },
  responseCode: { kind: 'list', label: 'Response code', filter: 'responseCodes', list: 'responseCodes' },
  source: { kind: 'list', label: 'Source', filter: 'sources', list: 'sources' },
  application: { kind: 'list', label: 'Component', filter: 'applications', list: 'applications' },
  requestType: { kind: 'list', label: 'Request', filter: 'requestTypes', list: 'requestTypes' },
  userAgent: { kind: 'list', label: 'User agent', filter: 'userAgents', list: 'userAgents' },
  frontEnd: { kind: 'text', label: 'Front end', filter: 'frontEnds' },
  gateway: { kind: 'text', label: 'Gateway', filter: 'gateways' },
  direction: { kind: 'text', label: 'Direction', filter: 'directions' },
  clientType: { kind: 'text', label: 'Client type', filter: 'clientTypes' },
  location: { kind: 'text', label: 'Location', filter: 'locations' },
  domain: { kind: 'text', label: 'Domain', filter: 'domains' },
  user: { kind: 'text', label: 'User', filter: 'users' },
  fromUser: { kind: 'text', label: 'From user', filter: 'fromUsers' },
  toUser: { kind: 'text', label: 'To user', filter: 'toUsers' },
  errorTime: { kind: 'text', label: 'Error time', filter: 'errorTime' },
  errorReportSeq: { kind: 'text', label: 'Error report', filter: 'errorReportSeq' },
  sessionIdTime: { kind: 'text', label: 'Session time', filter: 'sessionIdTime' },
  sessionIdSeq: { kind: 'text', label: 'Session', filter: 'sessionIdSeq' },
  conferenceUri: { kind: 'text', label: 'Conference URI', filter: 'conferenceUris' },
} as const satisfies Record<string, ListVariable | TextVariable>;

export type FilterVariable = keyof typeof filterVariables;
export type VariableName = FilterVariable | 'interval' | 'compare' | 'spikeGroup' | 'spikeWindow';

/** Lists that depend on the time range are read again when it changes. */
const ofRange: readonly ValueList[] = [
  'diagnosticIds',
  'responseCodes',
  'requestTypes',
  'sources',
  'applications',
  'userAgents',
];

function queryVariable(name: string, label: string, list: ValueList): QueryVariableBuilder {
  const query: VariableQuery = { refId: 'Var', list };
  return new QueryVariableBuilder(name)
    .label(label)
    .datasource(datasource)
    .query({ ...query })
    .definition(valueLists.find(({ id }) => id === list)?.label ?? list)
    .refresh(ofRange.includes(list) ? VariableRefresh.OnTimeRangeChanged : VariableRefresh.OnDashboardLoad)
    .sort(VariableSort.Disabled)
    .allowCustomValue(true);
}

/**
 * A list with All, or one that starts with a choice and has no All: to the plugin no category at all means the failures, and
 * an All that leaves out the successes would mislead.
 */
function listVariable(
  name: string,
  { label, list, chosen, description }: ListVariable,
  shown: boolean,
): Builder<VariableModel> {
  const variable = queryVariable(name, label, list)
    .multi(true)
    .hide(shown ? VariableHide.DontHide : VariableHide.HideVariable);
  if (description) {
    variable.description(description);
  }
  return chosen
    ? variable.includeAll(false).current({ selected: true, text: Object.values(chosen), value: Object.keys(chosen) })
    : variable
        .includeAll(true)
        .allValue('$__all')
        .current({ selected: true, text: ['All'], value: ['$__all'] });
}

/** A variable with one of a few values (value, text). */
function choice(
  name: string,
  label: string,
  chosen: string,
  values: readonly (readonly [value: string, text: string])[],
): CustomVariableBuilder {
  const options = values.map(([value, text]) => ({ selected: value === chosen, text, value }));
  const text = options.find(({ selected }) => selected)?.text ?? chosen;
  return new CustomVariableBuilder(name)
    .label(label)
    .values(values.map(([value, text]) => `${text} : ${value}`).join(','))
    .options(options)
    .current({ selected: true, text, value: chosen });
}

function inWords(minutes: number): string {
  const hours = minutes / 60;
  return hours < 1 ? `${minutes} minutes` : hours === 1 ? '1 hour' : `${hours} hours`;
}

/** The variable of this name, as every dashboard that has it shows it, or has it without showing it. */
export function variable(
  name: VariableName,
  shown = true,
  initially: { readonly interval?: 'monthly'; readonly compare?: '364d' } = {},
): Builder<VariableModel> {
  if (name === 'interval') {
    return queryVariable(name, 'Interval', 'intervals')
      .description('Automatic: hourly up to two days, daily up to 92 days.')
      .current({
        selected: true,
        text: labelOf(intervals, initially.interval ?? 'auto'),
        value: initially.interval ?? 'auto',
      });
  }
  if (name === 'compare') {
    const earlier = earlierDays.map(({ id, label }) => [`${id}d`, label] as const);
    return choice(name, 'Compare with', initially.compare ?? '7d', earlier)
      .description('How much earlier the numbers below the headline numbers are.')
      .hide(shown ? VariableHide.DontHide : VariableHide.HideVariable);
  }
  if (name === 'spikeGroup') {
    const groups = spikeGroups.map(({ id, label }) => [id, label] as const);
    return choice(name, 'Group by', 'pool', groups).description('What tells the groups apart that are looked at.');
  }
  if (name === 'spikeWindow') {
    const windows = options.windowMinutes.choices.map((minutes) => [String(minutes), inWords(minutes)] as const);
    return choice(name, 'Window', '60', windows).description(
      'Length of the window before the end of the range that is compared with the same window of the preceding weeks.',
    );
  }
  const definition: ListVariable | TextVariable = filterVariables[name];
  return definition.kind === 'list'
    ? listVariable(name, definition, shown)
    : new TextBoxVariableBuilder(name)
        .label(definition.label)
        .hide(shown ? VariableHide.DontHide : VariableHide.HideVariable)
        .defaultValue('')
        .current({ selected: true, text: '', value: '' });
}

/** The data source of provisioning/datasources, which the alert rules ask as well. */
export const provisioned = { name: 'Call Diagnostics (demo data)', uid: 'call-diagnostics-demo' } as const;

/**
 * The data source: first on every dashboard. Where the provisioned one is missing Grafana takes the first by name; without a choice of ours
 * it would do so always, and a further data source could take the place of the one in use.
 */
export function datasourceVariable(): Builder<VariableModel> {
  return new DatasourceVariableBuilder('datasource')
    .label('Data source')
    .type(pluginId)
    .includeAll(false)
    .current({ selected: true, text: provisioned.name, value: provisioned.uid });
}
