import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
  ReduceDataOptionsBuilder,
  VizOrientation,
  VizTextDisplayOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import type { DataTransformerConfig, DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import {
  FieldColorBuilder,
  FieldColorModeId,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { answerFields } from '../../contract/answer-fields.ts';
import { plain } from './colours.ts';
import type { DataLink } from './links.ts';
import type { FieldName } from './fields.ts';
import { dash, noAnswer } from './no-answer.ts';
import { onEveryField, onField, type Override } from './override.ts';
import { target, type PanelQuery } from './target.ts';
import { onlyFields } from './transformations.ts';
import { datasource } from './variables.ts';

/** One number of a stat panel: a field of the answer. */
export interface Metric {
  readonly field: FieldName;
  /** Beside the colours that come with the answer. */
  readonly looks?: readonly DynamicConfigValue[];
  readonly link?: DataLink;
}

export interface StatOptions {
  readonly title: string;
  readonly description: string;
  readonly query: PanelQuery;
  readonly metrics: readonly Metric[];
  readonly transformations?: readonly DataTransformerConfig[];
  /** Said where nothing was found; a value that a row lacks is a dash. */
  readonly nothing?: string;
  readonly calc?: 'first' | 'lastNotNull' | 'sum' | 'count';
}

/** Numbers of one answer side by side, in the order of its fields. */
export function stat({
  title,
  description,
  query,
  metrics,
  transformations = [],
  nothing,
  calc = 'lastNotNull',
}: StatOptions): StatBuilder {
  return (
    new StatBuilder()
      .title(title)
      .description(description)
      .datasource(datasource)
      .targets([target(query, nothing)])
      // The choice of fields that reduces them goes by what is shown: this one goes by their names.
      .transformations([...transformations, onlyFields([...metrics.map(({ field }) => field), answerFields.nothing])])
      .reduceOptions(new ReduceDataOptionsBuilder().values(false).calcs([calc]).fields('/.*/'))
      .graphMode(BigValueGraphMode.None)
      .colorMode(BigValueColorMode.Value)
      .textMode(metrics.length > 1 ? BigValueTextMode.ValueAndName : BigValueTextMode.Value)
      .orientation(VizOrientation.Vertical)
      .wideLayout(false)
      .text(new VizTextDisplayOptionsBuilder().titleSize(13))
      .noValue(noAnswer)
      .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds))
      .thresholds(
        new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([{ value: null as never, color: plain }]),
      )
      .overrides([
        onEveryField(dash),
        ...wordsForNothing(nothing, calc),
        ...metrics.flatMap(({ field, looks = [], link }) => {
          const properties = [...looks, ...(link ? [linksOf(link)] : [])];
          return properties.length > 0 ? [onField(field, ...properties)] : [];
        }),
      ])
  );
}

/** A sum or a count of words is 0 or 1: the words stand in its place. */
function wordsForNothing(nothing: string | undefined, calc: StatOptions['calc']): Override[] {
  if (nothing === undefined || (calc !== 'sum' && calc !== 'count')) {
    return [];
  }
  const result = { text: nothing, color: plain, index: 0 };
  return [
    onField(answerFields.nothing, { id: 'mappings', value: [{ type: 'range', options: { from: 0, to: 1, result } }] }),
  ];
}

/** The same numbers as long before as the variable `compare` says: smaller, without colour, below the first. */
export function earlier(options: StatOptions): StatBuilder {
  const metrics = options.metrics.map(({ field }) => ({ field }));
  return small(stat({ ...options, metrics }))
    .title('${compare:text}')
    .description('The same numbers over a range of the same length, moved back by what Compare with says.')
    .timeShift('$compare')
    .hideTimeOverride(true)
    .colorMode(BigValueColorMode.None);
}

/** Numbers that stand back behind those beside them. */
export function small(panel: StatBuilder): StatBuilder {
  return panel.text(new VizTextDisplayOptionsBuilder().titleSize(12).valueSize(18));
}

/** Values of one row as a sheet: names on the left, values on the right, texts too. */
export function sheet(options: Omit<StatOptions, 'calc'> & { readonly nothing: string }): StatBuilder {
  return stat({ ...options, calc: 'first' })
    .textMode(BigValueTextMode.ValueAndName)
    .orientation(VizOrientation.Horizontal)
    .wideLayout(true)
    .text(new VizTextDisplayOptionsBuilder().titleSize(13).valueSize(15));
}

export function linksOf(...links: readonly DataLink[]): DynamicConfigValue {
  return { id: 'links', value: links };
}
