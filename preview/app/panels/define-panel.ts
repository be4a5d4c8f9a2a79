import {
  FieldColorModeId,
  FieldConfigProperty,
  identityOverrideProcessor,
  PanelPlugin,
  PluginType,
  ThresholdsMode,
  type PanelPluginMeta,
  type PanelProps,
  type ThresholdsConfig,
} from '@grafana/data';
import type { ComponentType } from 'react';
import { noEditor } from '../grafana/registries.ts';

/** What a look-alike does with an option: takes any value, or only the values listed. */
export type Support = Readonly<Record<string, 'any' | readonly unknown[]>>;

/** Support of options, by name, with all that is in them. */
export const any = (names: string): Support => Object.fromEntries(names.split(' ').map((name) => [name, 'any']));

/** A panel of the preview: the component, and what it understands of a dashboard's JSON. */
export interface PreviewPanel {
  readonly plugin: PanelPlugin;
  /** Panel options by dotted path. */
  readonly options: Support;
  /** Field options below `custom`, by dotted path. */
  readonly custom: Support;
}

interface Definition<Options> {
  readonly id: string;
  readonly component: ComponentType<PanelProps<Options>>;
  readonly options: Support;
  readonly custom?: Support;
  /** Values of field options where a dashboard gives none. */
  readonly defaults?: Readonly<Record<string, unknown>>;
  /** Values of panel options where a dashboard gives none. */
  readonly optionDefaults: Options;
  /** Colour mode where a dashboard gives none. */
  readonly color?: FieldColorModeId;
  readonly noPadding?: boolean;
}

/** Grafana's thresholds where a dashboard gives none. */
const thresholds: ThresholdsConfig = {
  mode: ThresholdsMode.Absolute,
  steps: [
    { value: -Infinity, color: 'green' },
    { value: 80, color: 'red' },
  ],
};

/** Makes a `PanelPlugin` as Grafana's loader would. */
export function definePanel<Options extends object>(definition: Definition<Options>): PreviewPanel {
  const { id, component, options, custom = {}, defaults = {}, optionDefaults, noPadding } = definition;
  const { color = FieldColorModeId.Thresholds } = definition;
  const plugin = new PanelPlugin<Options>(component);
  plugin.setPanelOptions((builder) => {
    for (const [path, defaultValue] of Object.entries(optionDefaults)) {
      builder.addCustomEditor({ id: path, path: path as never, name: path, editor: noEditor, defaultValue });
    }
  });
  // An override of a property that is not registered would be dropped without a word.
  const properties = new Set(
    [...Object.keys(custom), ...Object.keys(defaults)].map((path) => path.split('.')[0] ?? ''),
  );
  plugin.useFieldConfig({
    standardOptions: {
      [FieldConfigProperty.Color]: { defaultValue: { mode: color } },
      [FieldConfigProperty.Thresholds]: { defaultValue: thresholds },
    },
    useCustomConfig: (builder) => {
      for (const path of properties) {
        builder.addCustomEditor({
          id: path,
          path: path as never,
          name: path,
          editor: noEditor,
          override: noEditor,
          process: identityOverrideProcessor,
          shouldApply: () => true,
          defaultValue: defaults[path],
        });
      }
    },
  });
  if (noPadding) {
    plugin.setNoPadding();
  }
  plugin.setDataSupport({ annotations: true, alertStates: false });
  plugin.meta = { id, name: id, type: PluginType.panel, info: { version: '' } } as PanelPluginMeta;
  return { plugin: plugin as unknown as PanelPlugin, options, custom };
}
