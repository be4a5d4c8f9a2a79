import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import {
  FieldType,
  fieldMatchers,
  getFieldDisplayName,
  standardTransformers,
  type DataFrame,
  type DataTransformerInfo,
  type Field,
} from '@grafana/data';
import { lastValueFrom, of } from 'rxjs';
import type { DecodedFrame } from '../../preview/plugin-host/decode-frame.ts';
import { overridesOf, type PanelOverride } from './panels.ts';

const transformers = new Map<string, Transformer>(Object.values(standardTransformers).map((one) => [one.id, one]));

const types: Readonly<Record<DecodedFrame['fields'][number]['type'], FieldType>> = {
  time: FieldType.time,
  number: FieldType.number,
  integer: FieldType.number,
  string: FieldType.string,
  boolean: FieldType.boolean,
  json: FieldType.other,
};

/** A frame as panels get it. */
export function dataFrame({ name, refId, meta, fields }: DecodedFrame): DataFrame {
  return {
    name,
    refId,
    meta: meta as NonNullable<DataFrame['meta']>,
    length: fields[0]?.values.length ?? 0,
    fields: fields.map((field): Field => ({
      name: field.name,
      type: types[field.type],
      values: field.values,
      config: { ...field.config } as Field['config'],
      ...(Object.keys(field.labels).length > 0 && { labels: field.labels }),
    })),
  };
}

type Transformer = Pick<DataTransformerInfo<never>, 'id' | 'operator'>;

function transformed(frames: DataFrame[], id: string, options: unknown): Promise<DataFrame[]> {
  const transformer = transformers.get(id);
  if (!transformer) {
    throw new Error(`Grafana has no transformation ${id}.`);
  }
  // A copy, for some write into their options.
  const operator = transformer.operator(structuredClone(options) as never, { interpolate: (text) => text });
  return lastValueFrom(of(frames).pipe(operator));
}

/** An answer as Grafana's own code leaves it to a panel: transformed, and with the names that its overrides give. */
export async function inPanel(panel: Panel, answer: readonly DecodedFrame[]): Promise<DataFrame[]> {
  const frames = await (panel.transformations ?? []).reduce(
    async (before, { id, options }) => transformed(await before, id, options),
    Promise.resolve(answer.map(dataFrame)),
  );
  for (const override of overridesOf(panel)) {
    const name = override.properties.find(({ id }) => id === 'displayName')?.value as string | undefined;
    if (name !== undefined) {
      fieldsMatching(override, frames).forEach((field) => (field.config = { ...field.config, displayName: name }));
    }
  }
  // What is shown was remembered before the overrides.
  for (const field of frames.flatMap(({ fields }) => fields)) {
    field.state = null;
  }
  return frames;
}

/** The fields that Grafana's own matcher finds. */
export function fieldsMatching({ matcher }: Pick<PanelOverride, 'matcher'>, frames: DataFrame[]): Field[] {
  const matches = fieldMatchers.get(matcher.id).get(matcher.options);
  return frames.flatMap((frame) => frame.fields.filter((field) => matches(field, frame, frames)));
}

/** What the panel shows for each field. */
export const shownNames = (frames: DataFrame[]): string[] =>
  frames.flatMap((frame) => frame.fields.map((field) => getFieldDisplayName(field, frame, frames)));

/** Names of the fields, by which links find them. */
export const fieldNames = (frames: readonly DataFrame[]): string[] =>
  frames.flatMap(({ fields }) => fields.map(({ name }) => name));
