import { dataLayers, SceneDataLayerSet, SceneObjectBase, type SceneComponentProps } from '@grafana/scenes';
import type { AnnotationQuery } from '@grafana/schema';
import { InlineSwitch } from '@grafana/ui';
import React from 'react';

type Layer = dataLayers.AnnotationsDataLayer;

/** The annotation queries of a dashboard's own; Grafana adds one for annotations that its server keeps. */
export const ownAnnotations = (list: readonly AnnotationQuery[] = []): AnnotationQuery[] =>
  list.filter(({ builtIn }) => !builtIn);

/** The layers that charts draw annotations from. */
export class AnnotationLayers extends SceneDataLayerSet {
  constructor(list?: readonly AnnotationQuery[]) {
    const layers = ownAnnotations(list).map((query) => {
      const { name, enable, hide = false } = query;
      return new dataLayers.AnnotationsDataLayer({ key: name, name, isEnabled: enable, isHidden: hide, query });
    });
    super({ layers });
  }
}

/** A switch for each annotation query that is not hidden. */
export class AnnotationSwitches extends SceneObjectBase {
  static Component = ({ model }: SceneComponentProps<AnnotationSwitches>) => {
    const set = model.getRoot().state.$data;
    return set instanceof AnnotationLayers
      ? set.state.layers.map((layer) => <Switch key={layer.state.key} layer={layer as Layer} />)
      : null;
  };
}

function Switch({ layer }: { layer: Layer }) {
  const { name, isEnabled, isHidden } = layer.useState();
  return isHidden ? null : (
    <InlineSwitch
      label={name}
      showLabel
      value={isEnabled}
      onChange={() => {
        layer.setState({ isEnabled: !isEnabled });
      }}
    />
  );
}
