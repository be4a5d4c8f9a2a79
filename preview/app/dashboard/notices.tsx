import type { DataFrame, QueryResultMetaNotice } from '@grafana/data';
import { sceneGraph, SceneObjectBase, type SceneComponentProps } from '@grafana/scenes';
import { Icon, PanelChrome, Tooltip, type IconName } from '@grafana/ui';
import { uniqBy } from 'lodash';
import React from 'react';

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

/** The notices of a panel's data, beside its title. */
export class PanelNotices extends SceneObjectBase {
  static Component = ({ model }: SceneComponentProps<PanelNotices>) => {
    const { data } = sceneGraph.getData(model).useState();
    return noticesOf(data?.series).map(({ severity, text }) => (
      <Tooltip key={severity + text} content={text}>
        <span role="img" aria-label={`${severity}: ${text}`}>
          <PanelChrome.TitleItem>
            <Icon name={icons[severity]} />
          </PanelChrome.TitleItem>
        </span>
      </Tooltip>
    ));
  };
}
