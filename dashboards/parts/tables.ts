import { TableCellHeight, TableSortByFieldStateBuilder } from '@grafana/grafana-foundation-sdk/common';
import type { DataTransformerConfig, DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { answerFields } from '../../contract/answer-fields.ts';
import { categoryColours } from '../../contract/colours.ts';
import { categories } from '../../contract/vocabulary.ts';
import { diagnosticTexts } from '../../contract/texts/diagnostics.ts';
import { sipPhrases } from '../../contract/texts/sip-responses.ts';
import type { DataLink } from './links.ts';
import { labelOfField, type FieldName } from './fields.ts';
import { noAnswer } from './no-answer.ts';
import { onEveryField, onField, outOfSight, type Override } from './override.ts';
import { linksOf } from './stats.ts';
import { columnOrder, fieldsAdded } from './transformations.ts';
import { target, type PanelQuery } from './target.ts';
import { datasource } from './variables.ts';

/** How long someone stayed: a field that conferences calculate. */
export const stayed = 'Stayed';

/** A column of a table that needs more than its value. */
export interface Column {
  /** Of the answer, or one that a transformation adds. */
  readonly field: FieldName | typeof stayed;
  /**
   * Pixels, or as wide as the whole heading, always or where that is short; what is left goes to the columns without a width.
   */
  readonly width?: number | 'heading' | 'shortHeading';
  readonly link?: DataLink;
  readonly looks?: readonly DynamicConfigValue[];
}

interface TableOptions {
  readonly title: string;
  readonly description: string;
  readonly query: PanelQuery;
  /** In the order in which they are shown. */
  readonly columns: readonly Column[];
  /** Fields that links read and nobody sees. */
  readonly hidden?: readonly FieldName[];
  /** Fields that are not needed at all. */
  readonly without?: readonly FieldName[];
  /** Said where nothing was found; absent where there is a row in any case. */
  readonly nothing?: string;
  /** Transformations before the columns are put in order. */
  readonly transformations?: readonly DataTransformerConfig[];
  readonly sortBy?: { readonly field: FieldName; readonly descending?: boolean };
}

export function table({
  title,
  description,
  query,
  columns,
  hidden = [],
  without = [],
  nothing,
  transformations = [],
  sortBy,
}: TableOptions): TableBuilder {
  const added = fieldsAdded(transformations);
  const headingOf = (field: Column['field']) => (added.includes(field) ? field : labelOfField(query, field));
  const shown = columns.map((column) => ({ ...column, heading: renamed(column) ?? headingOf(column.field) }));
  const order = [...columns.map(({ field }) => field), ...hidden].map(headingOf);
  const panel = new TableBuilder()
    .title(title)
    .description(description)
    .datasource(datasource)
    .targets([target(query, nothing)])
    .transformations([...transformations, columnOrder(order, without)])
    .cellHeight(TableCellHeight.Sm)
    .minWidth(50)
    .filterable(true)
    .noValue(noAnswer)
    // For the whole table: a cell without a value stays empty.
    .overrides([
      // Labels of the reports are long: Grafana from 12 on breaks them into lines.
      onEveryField({ id: 'noValue', value: '' }, { id: 'custom.wrapHeaderText', value: true }),
      ...(nothing === undefined
        ? []
        : [onField(answerFields.nothing, { id: 'displayName', value: 'Nothing found' }, unfiltered)]),
    ])
    .showHeader(true);
  for (const override of [...shown.flatMap(ofColumn), ...hidden.map((field) => onField(field, ...outOfSight))]) {
    panel.withOverride(override);
  }
  if (sortBy) {
    const heading = shown.find(({ field }) => field === sortBy.field)?.heading ?? headingOf(sortBy.field);
    panel.sortBy([new TableSortByFieldStateBuilder().displayName(heading).desc(sortBy.descending ?? true)]);
  }
  return panel;
}

/** The heading that the looks of a column give it, if they do. */
function renamed({ looks = [] }: Column): string | undefined {
  return looks.find(({ id }) => id === 'displayName')?.value as string | undefined;
}

function ofColumn({ field, heading, width, link, looks = [] }: Column & { readonly heading: string }): Override[] {
  const pixels = typeof width === 'number' ? width : widthOf(heading);
  const isWide = width === undefined || (width === 'shortHeading' && pixels >= 160);
  const properties = [
    ...(isWide ? [] : [{ id: 'custom.width', value: pixels }]),
    ...looks,
    ...(link ? [linksOf(link)] : []),
  ];
  return properties.length > 0 ? [onField(field, ...properties)] : [];
}

/**
 * Pixels in which Grafana 10 and 11, which do not break headings into lines, show the whole heading of an unfiltered column:
 * its letters in Grafana's font, estimated by their kinds, and the padding of the cell.
 */
function widthOf(heading: string): number {
  const pixels = [...heading].map((letter) =>
    /[mwMW]/.test(letter) ? 12.3 : /[A-Z]/.test(letter) ? 9.6 : /[fijlrt() .]/.test(letter) ? 4.8 : 8.2,
  );
  return Math.ceil(pixels.reduce((sum, width) => sum + width, 22));
}

/** A number below its name: as wide as a short name, while long ones share what room there is. */
export function numberColumn(field: FieldName, { looks = [], ...rest }: Omit<Column, 'field'> = {}): Column {
  return { field, width: 'shortHeading', looks: [...looks, unfiltered], ...rest };
}

/** Missing codes as the filters call them: so that a link on such a row finds the sessions without one. */
export const orNone: DynamicConfigValue = { id: 'noValue', value: 'none' };

/** A code is a name, not a quantity. */
export const code: readonly DynamicConfigValue[] = [orNone, { id: 'custom.align', value: 'left' }];

/** A response code with its phrase in one cell, where there is no room for two; links still carry the bare code. */
export const withPhrase: DynamicConfigValue = {
  id: 'mappings',
  value: [
    {
      type: 'value',
      options: Object.fromEntries(
        Object.entries(sipPhrases).map(([bare, phrase], index) => [bare, { text: `${bare} ${phrase}`, index }]),
      ),
    },
  ],
};

/** A diagnostic ID with its meaning in one cell, as far as that is published; links still carry the bare ID. */
export const withMeaning: DynamicConfigValue = {
  id: 'mappings',
  value: [
    {
      type: 'value',
      options: Object.fromEntries(
        Object.entries(diagnosticTexts).map(([bare, { meaning }], index) => [
          bare,
          { text: `${bare} ${meaning}`, index },
        ]),
      ),
    },
  ],
};

/** An address without its scheme, which all of them have; links still carry the whole. */
export const withoutScheme: DynamicConfigValue = {
  id: 'mappings',
  value: [{ type: 'regex', options: { pattern: '/^sips?:(.*)$/', result: { text: '$1', index: 0 } } }],
};

/** A host without its domain, where a column is narrow; links still carry the whole. */
export const hostAlone: DynamicConfigValue = {
  id: 'mappings',
  value: [{ type: 'regex', options: { pattern: '/^([^.]+)[.].*$/', result: { text: '$1', index: 0 } } }],
};

/** Categories of failures in one word, in their colours. */
const shortCategory: DynamicConfigValue = {
  id: 'mappings',
  value: [
    {
      type: 'value',
      options: Object.fromEntries(
        categories.map(({ id, label }, index) => [
          label,
          { text: label.replace(' failure', ''), color: categoryColours[id], index },
        ]),
      ),
    },
  ],
};

/** For narrow columns in narrow tables, where the filter's icon would cover the name. */
export const unfiltered: DynamicConfigValue = { id: 'custom.filterable', value: false };

/** Pixels below which a column does not go, however narrow the panel. */
export const atLeast = (pixels: number): DynamicConfigValue => ({ id: 'custom.minWidth', value: pixels });

/** A missing choice as the word that stands for all. */
export const orAll: DynamicConfigValue = { id: 'noValue', value: '$__all' };

/** A percentage with a bar behind it. */
export const bar: readonly DynamicConfigValue[] = [
  { id: 'custom.cellOptions', value: { type: 'gauge', mode: 'basic', valueDisplayMode: 'text' } },
  { id: 'min', value: 0 },
  { id: 'max', value: 100 },
  { id: 'color', value: { mode: 'fixed', fixedColor: 'blue' } },
];

/** The cell's text in its colour: that of its thresholds, or that of a word. */
export const colouredText: DynamicConfigValue = { id: 'custom.cellOptions', value: { type: 'color-text' } };

/** The session category of a failure in a narrow column. */
export const categoryColumn: Column = {
  field: 'category',
  width: 94,
  looks: [colouredText, shortCategory, { id: 'displayName', value: 'Category' }, unfiltered],
};

/** The trend by a fitting interval stands where the report has its own, under the same name. */
export const trendInThePast: DynamicConfigValue = { id: 'displayName', value: 'Trend in the past' };

/** A line per row; the plugin's front end makes small frames of the numbers. */
export const sparkline: readonly DynamicConfigValue[] = [
  {
    id: 'custom.cellOptions',
    value: {
      type: 'sparkline',
      drawStyle: 'line',
      lineInterpolation: 'linear',
      lineWidth: 1,
      fillOpacity: 20,
      hideValue: true,
    },
  },
  { id: 'color', value: { mode: 'fixed', fixedColor: 'blue' } },
  { id: 'custom.filterable', value: false },
];

/** Pixels that the longest name of an interval takes, such as `Wed 25 Nov 09:00, so far`. */
export const intervalWidth = 182;

/** A time to the second: left alone, Grafana shows milliseconds where the rows lie close together. */
export const toTheSecond: DynamicConfigValue = { id: 'unit', value: 'time:YYYY-MM-DD HH:mm:ss' };

/** A time whose day stands beside it. */
export const timeOfDay: DynamicConfigValue = { id: 'unit', value: 'time:HH:mm:ss' };

/** A link that says what the heading says would not fit below it. */
export const open: DynamicConfigValue = {
  id: 'mappings',
  value: [{ type: 'regex', options: { pattern: '.+', result: { text: 'Open', index: 0 } } }],
};

/** Breaks the lines of a cell: Grafana before 12.2 knows the first property, later ones the second. */
export const wrapped = (type: 'auto' | 'color-text'): DynamicConfigValue[] => [
  { id: 'custom.cellOptions', value: { type, wrapText: true } },
  { id: 'custom.wrapText', value: true },
];

/** Opens the whole text of a long cell. */
export const whole: DynamicConfigValue = { id: 'custom.inspect', value: true };
