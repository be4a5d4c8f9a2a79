import { getBackendSrv } from '@grafana/runtime';
import { sceneGraph, SceneObjectBase, type SceneComponentProps, type SceneObjectState } from '@grafana/scenes';
import { Button, Dropdown, LinkButton, Menu } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { useLocation } from 'react-router-dom';
import type { LinkJson } from './model.ts';

/** An entry of `GET /api/search`. */
export interface FoundDashboard {
  readonly uid: string;
  readonly title: string;
  readonly tags: readonly string[];
  readonly url: string;
}

export const findDashboards = (): Promise<FoundDashboard[]> => getBackendSrv().get('/api/search');

interface State extends SceneObjectState {
  readonly links: readonly LinkJson[];
}

interface Target {
  readonly title: string;
  readonly href: string;
}

/** The links of a dashboard: to addresses, or to all dashboards with certain tags. */
export class DashboardLinks extends SceneObjectBase<State> {
  static Component = ({ model }: SceneComponentProps<DashboardLinks>) => {
    const { links } = model.useState();
    const [found, setFound] = useState<readonly FoundDashboard[]>([]);
    // Time range and variables stand in the address: a change of it is a change of the links.
    const { pathname } = useLocation();
    useEffect(() => {
      if (links.some(({ type }) => type === 'dashboards')) {
        void findDashboards().then(setFound);
      }
    }, [links]);
    return (
      <>
        {links.map((link, index) => {
          const targets = targetsOf(model, link, found, pathname);
          return link.asDropdown ? (
            <Dropdown key={index} overlay={() => <LinkMenu targets={targets} />}>
              <Button variant="secondary" icon="bars" tooltip={link.tooltip}>
                {link.title}
              </Button>
            </Dropdown>
          ) : (
            targets.map(({ title, href }) => (
              <LinkButton
                key={href}
                variant="secondary"
                href={href}
                tooltip={link.tooltip}
                target={link.targetBlank ? '_blank' : '_self'}
              >
                {title}
              </LinkButton>
            ))
          );
        })}
      </>
    );
  };
}

const LinkMenu = ({ targets }: { targets: readonly Target[] }) => (
  <Menu>
    {targets.map(({ title, href }) => (
      <Menu.Item key={href} label={title} url={href} target="_self" />
    ))}
  </Menu>
);

function targetsOf(model: DashboardLinks, link: LinkJson, found: readonly FoundDashboard[], shown: string): Target[] {
  const kept = [link.keepTime && '${__url_time_range}', link.includeVars && '${__all_variables}'].filter(Boolean);
  const withKept = (url: string) =>
    sceneGraph.interpolate(model, kept.length > 0 ? `${url}${url.includes('?') ? '&' : '?'}${kept.join('&')}` : url);
  if (link.type !== 'dashboards') {
    return [{ title: sceneGraph.interpolate(model, link.title), href: withKept(link.url ?? '') }];
  }
  return found
    .filter(({ tags, url }) => (link.tags ?? []).every((tag) => tags.includes(tag)) && !shown.startsWith(url))
    .map(({ title, url }) => ({ title, href: withKept(url) }));
}
