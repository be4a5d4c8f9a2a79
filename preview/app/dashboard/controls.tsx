import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { SceneObjectBase, type SceneComponentProps, type SceneObject, type SceneObjectState } from '@grafana/scenes';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

interface State extends SceneObjectState {
  /** Variables, and switches of annotations. */
  readonly left: SceneObject[];
  /** Time range and refresh, which stay together. */
  readonly time: SceneObject[];
  readonly links: SceneObject;
}

const styles = (theme: GrafanaTheme2) => ({
  whole: css({ display: 'flex', flexDirection: 'column', flexGrow: 1, gap: theme.spacing(1) }),
  row: css({ display: 'flex', gap: theme.spacing(2), alignItems: 'flex-start' }),
  left: css({ display: 'flex', flexGrow: 1, flexWrap: 'wrap', gap: theme.spacing(1, 2) }),
  group: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
  time: css({ display: 'flex', gap: theme.spacing(1) }),
});

/** What stands above a dashboard: variables and annotations to the left, time to the right, links below. */
export class DashboardControls extends SceneObjectBase<State> {
  static Component = ({ model }: SceneComponentProps<DashboardControls>) => {
    const state = model.useState();
    const { whole, row, left, group, time } = useStyles2(styles);
    return (
      <div className={whole}>
        <div className={row}>
          <div className={left}>{state.left.map(draw)}</div>
          <div className={time}>{state.time.map(draw)}</div>
        </div>
        <div className={group}>{draw(state.links)}</div>
      </div>
    );
  };
}

const draw = (part: SceneObject) => <part.Component key={part.state.key} model={part} />;
