import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
  ReduceDataOptionsBuilder,
  VizOrientation,
  VizTextDisplayOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { answerFields } from '../../contract/answer-fields.ts';
import type { DashboardUid } from './catalogue.ts';
import { drivers } from './drivers.ts';
import { labelOfField } from './fields.ts';
import { dataLink } from './links.ts';
import { noAnswer } from './no-answer.ts';
import { onField } from './override.ts';
import { linksOf } from './stats.ts';
import { target } from './target.ts';
import { onlyFields } from './transformations.ts';
import { datasource } from './variables.ts';

const nothing = 'Nothing stands out in this range';

/**
 * The drivers of a dashboard's selection as sentences, each whole. Not a table: those of Grafana 11 cut what is longer than a column. A stat panel
 * breaks the names of its rows over lines, and names each row by the texts beside its number: here the sentence alone.
 */
export function sentences(dashboard: DashboardUid, title: string, description: string): StatBuilder {
  const query = drivers(dashboard);
  // What is shown of a row is its name: where there is none it is the words for nothing.
  const shown = [labelOfField(query, 'explainedShare'), nothing];
  const panel = new StatBuilder()
    .title(title)
    .description(description)
    .datasource(datasource)
    .targets([target(query, nothing)])
    .transformations([onlyFields(['driver', 'explainedShare', answerFields.nothing])])
    .reduceOptions(
      new ReduceDataOptionsBuilder()
        .values(true)
        .limit(5)
        .calcs([])
        .fields(`/^(${shown.join('|')})$/`),
    )
    .graphMode(BigValueGraphMode.None)
    .colorMode(BigValueColorMode.None)
    .textMode(BigValueTextMode.Name)
    .orientation(VizOrientation.Horizontal)
    .wideLayout(true)
    .text(new VizTextDisplayOptionsBuilder().titleSize(14).valueSize(14))
    .noValue(noAnswer);
  const named = onField(answerFields.nothing, { id: 'displayName', value: nothing });
  const opens = dataLink(dashboard, { title: 'Open Failure Drivers', to: 'cd-drivers' });
  return panel.overrides([named, ...(dashboard === 'cd-drivers' ? [] : [onField('explainedShare', linksOf(opens))])]);
}
