import { css } from '@emotion/css';
import type { GrafanaTheme2, QueryEditorProps } from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import { Alert, useStyles2 } from '@grafana/ui';
import React, { useEffect } from 'react';
import type { DataSource } from '../../datasource.ts';
import { defaultQuery, isForRule } from '../../query/defaults.ts';
import { migrated } from '../../query/migrated.ts';
import { problemOf } from '../../query/problem.ts';
import { reportOf } from '../../query/report-of.ts';
import { selectors } from '../../selectors.ts';
import type { JsonData, Query } from '../../types.ts';
import { Filters } from './filters.tsx';
import { OptionsRow } from './options-row.tsx';
import { ReportRow } from './report-row.tsx';
import { variableOptions } from './variable-options.ts';

type Props = QueryEditorProps<DataSource, Query, JsonData>;

/** Editor of a query: the report first, then only what that report takes. Every change runs the query. */
export function QueryEditor({ query: saved, datasource, onChange, onRunQuery, range, app }: Props) {
  const styles = useStyles2(getStyles);
  const query = migrated(saved);
  useEffect(() => {
    if (!saved.report) {
      onChange({ ...defaultQuery(app), ...saved });
      onRunQuery();
    }
    // Once: a query that has just been added lacks its report.
  }, []);

  const change = (changed: Query) => {
    onChange(changed);
    onRunQuery();
  };
  const templates = getTemplateSrv();
  // Rules run where no dashboard is: variables would stay unreplaced.
  const isRule = isForRule(app);
  const variables = isRule ? [] : variableOptions(templates);
  const report = reportOf(query);
  const problem = problemOf(query, templates);

  return (
    <div className={styles.editor} data-testid={selectors.queryEditor.container}>
      <ReportRow query={query} onChange={change} />
      {report && (
        <>
          <OptionsRow
            report={report}
            query={query}
            onChange={change}
            variables={variables}
            problemField={problem?.field}
          />
          <Filters
            report={report}
            query={query}
            onChange={change}
            source={datasource}
            range={range}
            variables={variables}
            problemField={problem?.field}
            namesHidden={datasource.namesHidden}
          />
        </>
      )}
      {isRule && report && !['timeSeries', 'numeric'].includes(query.format ?? 'table') && (
        <Alert
          severity="info"
          title="Alert rules take numbers: choose the format Numeric, or Time series with a Reduce expression."
        />
      )}
      {problem && <Alert severity="warning" title={problem.text} data-testid={selectors.queryEditor.problem} />}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  editor: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5) }),
});
