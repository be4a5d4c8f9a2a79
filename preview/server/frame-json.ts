import type { DecodedField, DecodedFrame } from '../plugin-host/decode-frame.ts';

/** Grafana's names of field types in its HTTP API, where they differ from ours. */
const grafanaTypes: Record<string, string> = { integer: 'number', json: 'other' };

/** A frame as Grafana's `/api/ds/query` answers it: schema, and values by column. */
export interface FrameJson {
  readonly schema: {
    readonly name: string;
    readonly refId: string;
    readonly meta: unknown;
    readonly fields: readonly {
      readonly name: string;
      readonly type: string;
      readonly labels: unknown;
      readonly config: DecodedField['config'];
    }[];
  };
  readonly data: { readonly values: readonly (readonly unknown[])[] };
}

export function frameJson({ name, refId, meta, fields }: DecodedFrame): FrameJson {
  return {
    schema: {
      name,
      refId,
      meta,
      fields: fields.map((field) => ({
        name: field.name,
        type: grafanaTypes[field.type] ?? field.type,
        labels: field.labels,
        config: field.config,
      })),
    },
    data: { values: fields.map(({ values }) => values) },
  };
}
