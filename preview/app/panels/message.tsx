import { css } from '@emotion/css';
import { LoadingState, type FieldConfigSource, type GrafanaTheme2, type PanelData } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

const styles = (theme: GrafanaTheme2) => ({
  message: css({
    display: 'flex',
    height: '100%',
    alignItems: 'center',
    justifyContent: 'center',
    textAlign: 'center',
    padding: theme.spacing(1),
    color: theme.colors.text.secondary,
    overflowWrap: 'anywhere',
  }),
});

/** Words in the middle of a panel. */
export function Message({ text, error = false }: { text: string; error?: boolean }) {
  const { message } = useStyles2(styles);
  return (
    <div className={message} role={error ? 'alert' : 'status'}>
      {text}
    </div>
  );
}

/** What a panel shows in place of data: as Grafana, its `noValue` in any case, and the error that Grafana has behind a red corner. */
export function EmptyPanel({ data, fieldConfig }: { data: PanelData; fieldConfig: FieldConfigSource }) {
  if (data.state === LoadingState.Loading || data.state === LoadingState.NotStarted) {
    return null;
  }
  const error = data.errors?.[0]?.message ?? data.error?.message;
  const noValue = fieldConfig.defaults.noValue ?? 'No data';
  return error ? <Message text={`${noValue}. ${error}`} error /> : <Message text={noValue} />;
}
