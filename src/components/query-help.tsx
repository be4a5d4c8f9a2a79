import { css } from '@emotion/css';
import type { GrafanaTheme2, QueryEditorHelpProps } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { examples } from '../query/examples.ts';
import { reportDefinition } from '../../contract/reports/index.ts';
import { selectors } from '../selectors.ts';
import type { Query } from '../types.ts';

/** What each report is for, with an example that a click puts into the editor. */
export function QueryHelp({ onClickExample }: QueryEditorHelpProps<Query>) {
  const styles = useStyles2(getStyles);
  return (
    <div data-testid={selectors.queryHelp.container}>
      <h2 className={styles.title}>Call diagnostics</h2>
      <p>Each query is one report with its filters. Start from an example:</p>
      {examples.map(({ title, query }) => (
        <button
          key={title}
          type="button"
          className={styles.example}
          onClick={() => onClickExample({ refId: 'A', ...query })}
        >
          <strong>{title}</strong>
          <span className={styles.purpose}>{query.report && purpose(query.report)}</span>
        </button>
      ))}
      <p>
        Values of one filter are alternatives; several filters must all hold. Template variables may stand wherever a
        value stands; one on All filters nothing.
      </p>
    </div>
  );
}

function purpose(report: NonNullable<Query['report']>): string {
  const { title, description } = reportDefinition(report);
  return `${title}: ${description}`;
}

const getStyles = (theme: GrafanaTheme2) => ({
  title: css({ fontSize: theme.typography.h4.fontSize }),
  example: css({
    display: 'block',
    width: '100%',
    marginBottom: theme.spacing(1),
    padding: theme.spacing(1, 1.5),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.borderRadius(1),
    background: theme.colors.background.secondary,
    textAlign: 'left',
    '&:hover': { borderColor: theme.colors.border.strong },
  }),
  purpose: css({ display: 'block', color: theme.colors.text.secondary }),
});
