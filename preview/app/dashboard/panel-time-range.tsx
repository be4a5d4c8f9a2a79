import { dateMath, getDefaultTimeRange, type DateTime, type TimeRange } from '@grafana/data';
import {
  sceneGraph,
  SceneTimeRangeTransformerBase,
  VariableDependencyConfig,
  type SceneComponentProps,
  type SceneTimeRangeState,
} from '@grafana/scenes';
import { Icon, PanelChrome } from '@grafana/ui';
import React from 'react';

interface State extends SceneTimeRangeState {
  /** Length of the panel's own range that ends now, such as `1d`. */
  readonly timeFrom?: string;
  /** How far the range is moved back, such as `7d`. */
  readonly timeShift?: string;
  /** Whether the panel says nothing of it beside its title. */
  readonly isSilent: boolean;
}

/** The time range of a panel that differs from its dashboard's: a length of its own, or moved back. */
export class PanelTimeRange extends SceneTimeRangeTransformerBase<State> {
  static Component = ({ model }: SceneComponentProps<PanelTimeRange>) => {
    const { isSilent } = model.useState();
    const { timeFrom, timeShift } = model.#settings();
    const words = [timeFrom && `last ${timeFrom}`, timeShift && `${timeShift} earlier`].filter(Boolean).join(', ');
    return isSilent ? null : (
      <PanelChrome.TitleItem title={`Time range of this panel: ${words}`}>
        <Icon name="clock-nine" size="sm" /> {words}
      </PanelChrome.TitleItem>
    );
  };

  protected override _variableDependency = new VariableDependencyConfig<State>(this, {
    statePaths: ['timeFrom', 'timeShift'],
    onReferencedVariableValueChanged: () => {
      this.ancestorTimeRangeChanged(this.getAncestorTimeRange().state);
    },
  });

  constructor(own: Pick<State, 'timeFrom' | 'timeShift' | 'isSilent'>) {
    super({ ...own, from: 'now-6h', to: 'now', value: getDefaultTimeRange() });
  }

  protected override ancestorTimeRangeChanged({ value, timeZone }: SceneTimeRangeState): void {
    const own = this.#ownRange(value);
    this.setState({ from: own.from.toISOString(), to: own.to.toISOString(), timeZone, value: own });
  }

  /** The dashboard's range with both settings applied; a setting that is no length of time changes nothing. */
  #ownRange({ from, to }: TimeRange): TimeRange {
    const { timeFrom, timeShift } = this.#settings();
    const now = dateMath.parse('now') ?? to;
    const start = timeFrom ? back(now, timeFrom) : undefined;
    const [own, end]: [DateTime, DateTime] = start ? [start, now] : [from, to];
    const range = timeShift
      ? { from: back(own, timeShift) ?? own, to: back(end, timeShift) ?? end }
      : { from: own, to: end };
    return { ...range, raw: range };
  }

  #settings(): { timeFrom: string; timeShift: string } {
    const { timeFrom, timeShift } = this.state;
    return { timeFrom: sceneGraph.interpolate(this, timeFrom), timeShift: sceneGraph.interpolate(this, timeShift) };
  }
}

const back = (time: DateTime, length: string): DateTime | undefined => dateMath.parseDateMath(`-${length}`, time);
