import type { ScopedVars, TypedVariableModel } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';
import { isSceneObject, sceneGraph, type InterpolationFormatParameter, type SceneObject } from '@grafana/scenes';

/** The dashboard that is shown; @grafana/scenes puts it there. */
const shown = (): SceneObject | undefined =>
  (window as unknown as { __grafanaSceneContext?: SceneObject }).__grafanaSceneContext;

/** What plugins call to replace variables in a query: asks the scene the query belongs to. */
export const sceneTemplateSrv: TemplateSrv = {
  replace: (text = '', scopedVars, format) => {
    const scene = ownScene(scopedVars) ?? shown();
    return scene ? sceneGraph.interpolate(scene, text, scopedVars, format as InterpolationFormatParameter) : text;
  },
  getVariables: () => {
    const scene = shown();
    const variables = scene ? sceneGraph.getVariables(scene).state.variables : [];
    // Plugins list names and labels; the rest of the model is the dashboard's.
    return variables.map(({ state: { name, label, type } }) => ({ name, label, type }) as TypedVariableModel);
  },
  containsTemplate: (text = '') => /\$\w+|\$\{[^}]+\}|\[\[[^\]]+\]\]/.test(text),
  updateTimeRange: () => undefined,
};

function ownScene(scopedVars?: ScopedVars): SceneObject | undefined {
  const holder: unknown = scopedVars?.__sceneObject?.value;
  const scene: unknown = typeof holder === 'object' && holder !== null ? holder.valueOf() : undefined;
  return typeof scene === 'object' && scene !== null && isSceneObject(scene) ? scene : undefined;
}
