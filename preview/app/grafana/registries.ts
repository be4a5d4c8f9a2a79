import {
  booleanOverrideProcessor,
  dataLinksOverrideProcessor,
  displayNameOverrideProcessor,
  FieldConfigProperty,
  identityOverrideProcessor,
  numberOverrideProcessor,
  standardEditorsRegistry,
  standardFieldConfigEditorRegistry,
  standardTransformers,
  standardTransformersRegistry,
  stringOverrideProcessor,
  thresholdsOverrideProcessor,
  unitOverrideProcessor,
  valueMappingsOverrideProcessor,
  type FieldConfigPropertyItem,
  type TransformerRegistryItem,
} from '@grafana/data';
import { uniqBy } from 'lodash';

/** Nothing is edited here, but builders of options look editors up. */
export const noEditor = () => null;

const processors: Record<FieldConfigProperty, FieldConfigPropertyItem['process']> = {
  [FieldConfigProperty.DisplayName]: displayNameOverrideProcessor,
  [FieldConfigProperty.Unit]: unitOverrideProcessor,
  [FieldConfigProperty.Min]: numberOverrideProcessor,
  [FieldConfigProperty.Max]: numberOverrideProcessor,
  [FieldConfigProperty.FieldMinMax]: booleanOverrideProcessor,
  [FieldConfigProperty.Decimals]: numberOverrideProcessor,
  [FieldConfigProperty.NoValue]: stringOverrideProcessor,
  [FieldConfigProperty.Color]: identityOverrideProcessor,
  [FieldConfigProperty.Mappings]: valueMappingsOverrideProcessor,
  [FieldConfigProperty.Thresholds]: thresholdsOverrideProcessor,
  [FieldConfigProperty.Links]: dataLinksOverrideProcessor,
  [FieldConfigProperty.Actions]: identityOverrideProcessor,
  [FieldConfigProperty.Filterable]: booleanOverrideProcessor,
};

/** Fills the registries of @grafana/data that Grafana's own application fills. Call once. */
export function fillRegistries(): void {
  standardFieldConfigEditorRegistry.setInit(() =>
    Object.entries(processors).map(([id, process]) => ({
      id,
      path: id,
      name: id,
      editor: noEditor,
      override: noEditor,
      process,
      shouldApply: () => true,
    })),
  );
  standardEditorsRegistry.setInit(
    () =>
    ['text', 'number', 'boolean', 'select', 'multi-select', 'radio', 'slider', 'color', 'unit', 'strings', 'stats-picker',
      'field-name', 'dashboard-uid', 'timezone', 'fieldColor', 'links', 'actions', 'mappings', 'thresholds', 'layers',
    ].map((id) => ({ id, name: id, editor: noEditor })), // prettier-ignore
  );
  // joinByField stands in the list twice, and a registry refuses all for one duplicate.
  standardTransformersRegistry.setInit(() =>
    uniqBy(Object.values(standardTransformers), 'id').map((transformer): TransformerRegistryItem => ({
      id: transformer.id,
      name: transformer.name,
      transformation: () => Promise.resolve(transformer),
      editor: noEditor,
      imageDark: '',
      imageLight: '',
    })),
  );
}
