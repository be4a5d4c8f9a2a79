import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { SceneObjectBase, type SceneComponentProps, type SceneObject, type SceneObjectState } from '@grafana/scenes';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

interface State extends SceneObjectState {
  readonly variables: SceneObject;
  readonly links: SceneObject;
  /** Time range and refresh, which stay together. */
  readonly time: SceneObject[];
}

const styles = (theme: GrafanaTheme2) => ({
  row: css({ display: 'flex', flexGrow: 1, gap: theme.spacing(2), alignItems: 'flex-start' }),
  left: css({ display: 'flex', flexGrow: 1, flexWrap: 'wrap', gap: theme.spacing(1, 2) }),
  group: css({ display: 'flex', gap: theme.spacing(1) }),
});

/** What stands above a dashboard: variables and links to the left, time to the right. */
export class DashboardControls extends SceneObjectBase<State> {
  static Component = ({ model }: SceneComponentProps<DashboardControls>) => {
    const { variables, links, time } = model.useState();
    const { row, left, group } = useStyles2(styles);
    return (
      <div className={row}>
        <div className={left}>
          <variables.Component model={variables} />
          <div className={group}>
            <links.Component model={links} />
          </div>
        </div>
        <div className={group}>
          {time.map((picker) => (
            <picker.Component key={picker.state.key} model={picker} />
          ))}
        </div>
      </div>
    );
  };
}
