import { css } from '@emotion/css';
import { dateTimeFormat, type DataFrame, type GrafanaTheme2 } from '@grafana/data';
import { Tooltip, useStyles2, useTheme2, type UPlotConfigBuilder } from '@grafana/ui';
import React, { useLayoutEffect, useReducer, useRef } from 'react';
import { createPortal } from 'react-dom';
import type uPlot from 'uplot';

/** What a row of an annotation frame holds; times in epoch milliseconds. */
interface Annotation {
  readonly time?: number;
  readonly timeEnd?: number;
  /** Name of the annotation query. */
  readonly type?: string;
  readonly title?: string;
  readonly text?: string;
  readonly tags?: readonly string[];
  readonly color?: string;
}

interface Props {
  readonly config: UPlotConfigBuilder;
  readonly frames: readonly DataFrame[];
  readonly timeZone: string;
}

/** Annotations in a chart: a line at the time or a band over the span, and what it says on hover. */
export function AnnotationMarks({ config, frames, timeZone }: Props) {
  const plot = useRef<uPlot>(null);
  const [, drawAgain] = useReducer((count: number) => count + 1, 0);
  useLayoutEffect(() => {
    config.addHook('init', (drawn) => {
      plot.current = drawn;
    });
    config.addHook('draw', drawAgain);
  }, [config]);
  const over = plot.current?.over;
  const { min, max } = plot.current?.scales.x ?? {};
  if (!plot.current || !over || typeof min !== 'number' || typeof max !== 'number') {
    return null;
  }
  const place = (time: number) => ((Math.min(Math.max(time, min), max) - min) / (max - min)) * over.clientWidth;
  const marks = frames.flatMap(annotationsIn).map((annotation, index) => {
    const { time = 0, timeEnd = time } = annotation;
    return time <= max && timeEnd >= min ? (
      <Mark
        key={index}
        {...annotation}
        left={place(time)}
        width={place(timeEnd) - place(time)}
        when={[...new Set([time, timeEnd])].map((at) => dateTimeFormat(at, { timeZone })).join(' to ')}
      />
    ) : null;
  });
  return createPortal(marks, over);
}

function annotationsIn({ fields, length }: DataFrame): Annotation[] {
  return Array.from({ length }, (_, row) =>
    Object.fromEntries(fields.map(({ name, values }) => [name, (values[row] as unknown) ?? undefined])),
  );
}

const styles = (theme: GrafanaTheme2) => ({
  span: css({ position: 'absolute', height: '100%', pointerEvents: 'none', borderLeft: '2px dashed currentColor' }),
  handle: css({
    position: 'absolute',
    bottom: 0,
    left: theme.spacing(-1),
    width: theme.spacing(2),
    height: theme.spacing(1),
    padding: 0,
    border: 0,
    clipPath: 'polygon(50% 0, 100% 100%, 0 100%)',
    background: 'currentColor',
    pointerEvents: 'auto',
  }),
});

type MarkProps = Annotation & { readonly left: number; readonly width: number; readonly when: string };

function Mark({ left, width, when, type, title, text, tags = [], color = 'red' }: MarkProps) {
  const { span, handle } = useStyles2(styles);
  const named = useTheme2().visualization.getColorByName(color);
  const words = [title, text].filter(Boolean).join(': ') || (type ?? '');
  const content = (
    <>
      <div>{when}</div>
      <strong>{words}</strong>
      <div>{tags.join(', ')}</div>
    </>
  );
  return (
    <div
      className={span}
      style={{ left, width, color: named, background: `color-mix(in srgb, ${named} 12%, transparent)` }}
    >
      <Tooltip content={content}>
        <button type="button" className={handle} aria-label={`Annotation: ${words}`} />
      </Tooltip>
    </div>
  );
}
