import type { DataSourceRef, DataTransformerConfig, FieldConfigSource, TimeOption } from '@grafana/data';
import type { SceneDataQuery } from '@grafana/scenes';

/** A dashboard's JSON (schema version 36 and later), as far as the preview reads it. */
export interface DashboardJson {
  readonly uid: string;
  readonly title: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly time?: { readonly from: string; readonly to: string };
  readonly timezone?: string;
  readonly refresh?: string | false;
  readonly timepicker?: {
    readonly hidden?: boolean;
    readonly refresh_intervals?: string[];
    readonly quick_ranges?: TimeOption[];
  };
  readonly graphTooltip?: number;
  readonly links?: readonly LinkJson[];
  readonly panels?: readonly PanelJson[];
  readonly templating?: { readonly list?: readonly VariableJson[] };
  readonly annotations?: { readonly list?: readonly AnnotationJson[] };
}

export interface LinkJson {
  readonly type?: 'link' | 'dashboards';
  readonly title?: string;
  readonly tooltip?: string;
  readonly url?: string;
  readonly tags?: readonly string[];
  readonly asDropdown?: boolean;
  readonly keepTime?: boolean;
  readonly includeVars?: boolean;
  readonly targetBlank?: boolean;
}

export interface AnnotationJson {
  readonly name: string;
  readonly builtIn?: number;
  readonly enable?: boolean;
}

export interface PanelJson {
  readonly id?: number;
  readonly type: string;
  readonly title?: string;
  readonly description?: string;
  readonly transparent?: boolean;
  readonly gridPos?: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly datasource?: DataSourceRef | string | null;
  readonly targets?: SceneDataQuery[];
  readonly maxDataPoints?: number;
  readonly interval?: string;
  readonly options?: Record<string, unknown>;
  readonly fieldConfig?: FieldConfigSource;
  readonly transformations?: DataTransformerConfig[];
  readonly links?: readonly LinkJson[];
  readonly libraryPanel?: unknown;
  readonly repeat?: string;
  readonly timeFrom?: string;
  readonly timeShift?: string;
  /** Rows only. */
  readonly collapsed?: boolean;
  readonly panels?: readonly PanelJson[];
}

export interface VariableJson {
  readonly type: string;
  readonly name: string;
  readonly label?: string;
  readonly description?: string | null;
  readonly hide?: 0 | 1 | 2;
  readonly skipUrlSync?: boolean;
  readonly current?: { readonly value?: string | string[]; readonly text?: string | string[] };
  readonly query?: unknown;
  readonly datasource?: DataSourceRef | null;
  readonly multi?: boolean;
  readonly includeAll?: boolean;
  readonly allValue?: string | null;
  readonly allowCustomValue?: boolean;
  readonly regex?: string;
  readonly refresh?: 0 | 1 | 2;
  readonly sort?: number;
  readonly filters?: readonly { readonly key: string; readonly operator: string; readonly value: string }[];
}

/** Every panel of a dashboard, with those inside rows, without the rows themselves. */
export const allPanels = ({ panels = [] }: DashboardJson): PanelJson[] =>
  panels.flatMap((panel) => (panel.type === 'row' ? (panel.panels ?? []) : [panel]));
