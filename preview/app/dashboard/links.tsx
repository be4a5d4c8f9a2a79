import { sceneGraph, SceneObjectBase, type SceneComponentProps, type SceneObjectState } from '@grafana/scenes';
import type { DashboardLink } from '@grafana/schema';
import { LinkButton } from '@grafana/ui';
import React from 'react';
import { useLocation } from 'react-router-dom';

interface State extends SceneObjectState {
  readonly links: readonly DashboardLink[];
}

/** The links of a dashboard to addresses. */
export class DashboardLinks extends SceneObjectBase<State> {
  static Component = ({ model }: SceneComponentProps<DashboardLinks>) => {
    // Time range and variables stand in the address: a change of it is a change of the links.
    useLocation();
    return model.useState().links.map((link) => (
      <LinkButton
        key={link.title}
        variant="secondary"
        href={addressOf(model, link)}
        tooltip={link.tooltip}
        target={link.targetBlank ? '_blank' : '_self'}
      >
        {sceneGraph.interpolate(model, link.title)}
      </LinkButton>
    ));
  };
}

function addressOf(model: DashboardLinks, { url = '', keepTime, includeVars }: DashboardLink): string {
  const kept = [...(keepTime ? ['${__url_time_range}'] : []), ...(includeVars ? ['${__all_variables}'] : [])];
  const query = kept.length > 0 ? `${url.includes('?') ? '&' : '?'}${kept.join('&')}` : '';
  return sceneGraph.interpolate(model, url + query);
}
