import type { DataFrame, QueryResultMetaNotice } from '@grafana/data';
import { sceneGraph, SceneObjectBase, type SceneComponentProps, type SceneObjectState } from '@grafana/scenes';
import { Icon, PanelChrome, Tooltip, type IconName } from '@grafana/ui';
import { uniqBy } from 'lodash';
import React from 'react';
import type { LinkJson } from './model.ts';

interface State extends SceneObjectState {
  readonly links: readonly LinkJson[];
}

const icons: Record<QueryResultMetaNotice['severity'], IconName> = {
  error: 'exclamation-circle',
  warning: 'exclamation-triangle',
  info: 'info-circle',
};

/** What the frames of a panel say about themselves, each notice once. */
export const noticesOf = (frames: readonly DataFrame[] = []): QueryResultMetaNotice[] =>
  uniqBy(
    frames.flatMap(({ meta }) => meta?.notices ?? []),
    ({ severity, text }) => severity + text,
  );

/** Beside a panel's title: its links, and the notices of its data. */
export class PanelNotices extends SceneObjectBase<State> {
  static Component = ({ model }: SceneComponentProps<PanelNotices>) => {
    const { data } = sceneGraph.getData(model).useState();
    const { links } = model.useState();
    return (
      <>
        {links.map((link) => (
          <PanelChrome.TitleItem
            key={link.url}
            href={sceneGraph.interpolate(model, link.url)}
            title={sceneGraph.interpolate(model, link.title)}
          >
            <Icon name="external-link-alt" />
          </PanelChrome.TitleItem>
        ))}
        {noticesOf(data?.series).map(({ severity, text }) => (
          <Tooltip key={severity + text} content={text}>
            <span role="img" aria-label={`${severity}: ${text}`}>
              <PanelChrome.TitleItem>
                <Icon name={icons[severity]} />
              </PanelChrome.TitleItem>
            </span>
          </Tooltip>
        ))}
      </>
    );
  };
}
