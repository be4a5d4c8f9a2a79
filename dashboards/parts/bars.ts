import {
  BarGaugeDisplayMode,
  BarGaugeNamePlacement,
  BarGaugeValueMode,
  ReduceDataOptionsBuilder,
  VizOrientation,
  VizTextDisplayOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder as BarGaugeBuilder } from '@grafana/grafana-foundation-sdk/bargauge';
import { categoryColours } from '../../contract/colours.ts';
import { fixedColour } from './colours.ts';
import type { DataLink } from './links.ts';
import { dash, noAnswer } from './no-answer.ts';
import { onEveryField } from './override.ts';
import { linksOf } from './stats.ts';
import { target, type PanelQuery } from './target.ts';
import { datasource } from './variables.ts';

interface RateBarsOptions {
  readonly title: string;
  readonly description: string;
  /** A time series per bar with one value each. */
  readonly query: PanelQuery;
  readonly link: DataLink;
  readonly nothing: string;
}

/** Of a size that leaves names whole: the one Grafana chooses by the height of the bars cuts them. */
const wholeNames = new VizTextDisplayOptionsBuilder().titleSize(12).valueSize(18);

/** A bar per group with its whole name, as long as its rate. */
export function rateBars({ title, description, query, link, nothing }: RateBarsOptions): BarGaugeBuilder {
  return new BarGaugeBuilder()
    .title(title)
    .description(description)
    .datasource(datasource)
    .targets([target(query, nothing)])
    .reduceOptions(new ReduceDataOptionsBuilder().values(false).calcs(['lastNotNull']).fields(''))
    .orientation(VizOrientation.Horizontal)
    .displayMode(BarGaugeDisplayMode.Basic)
    .valueMode(BarGaugeValueMode.Color)
    .namePlacement(BarGaugeNamePlacement.Left)
    .showUnfilled(true)
    .unit('percent')
    .decimals(1)
    .min(0)
    .text(wholeNames)
    .noValue(noAnswer)
    .overrides([onEveryField(dash, fixedColour(categoryColours.unexpected), linksOf(link))]);
}
