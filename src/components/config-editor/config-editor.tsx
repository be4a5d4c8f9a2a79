import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { DataSourceDescription } from '@grafana/plugin-ui';
import { config } from '@grafana/runtime';
import { Field, Switch, useStyles2 } from '@grafana/ui';
import React, { useId } from 'react';
import { selectors } from '../../selectors.ts';
import { CategoryMap } from './category-map.tsx';
import { EngineSections } from './engine-sections.tsx';
import { useForm, type EditorProps } from './form.ts';
import { Limits } from './limits.tsx';
import { PersonalData } from './personal-data.tsx';
import { Reports } from './reports.tsx';

/** Settings of the data source: of its engine, then those that hold for any. */
export function ConfigEditor(props: EditorProps) {
  const demoId = useId();
  const archiveId = useId();
  const styles = useStyles2(getStyles);
  const form = useForm(props);
  const isDemo = form.value('engine') === 'embedded';
  const labels = selectors.configEditor;
  return (
    <div className={styles.editor} data-testid={labels.container}>
      <DataSourceDescription
        dataSourceName="Skype for Business Call Diagnostics"
        docsLink={`${config.appSubUrl}/plugins/${props.options.type}`}
        hasRequiredFields={!isDemo}
      />
      <Field
        label={labels.demoData}
        description="60 days of generated calls with a few incidents to find, inside the plugin: no database needed."
        htmlFor={demoId}
      >
        <Switch
          id={demoId}
          value={isDemo}
          disabled={form.disabled}
          onChange={({ currentTarget }) => form.set({ engine: currentTarget.checked ? 'embedded' : 'sqlserver' })}
        />
      </Field>
      {!isDemo && (
        <Field
          label={labels.archive}
          description="Years of history of one LcsCDR or several, in a file that the archiver fills, instead of a SQL Server."
          htmlFor={archiveId}
        >
          <Switch
            id={archiveId}
            value={form.value('engine') === 'archiveFile'}
            disabled={form.disabled}
            onChange={({ currentTarget }) => form.set({ engine: currentTarget.checked ? 'archiveFile' : 'sqlserver' })}
          />
        </Field>
      )}
      <EngineSections form={form} />
      <Limits form={form} />
      <Reports form={form} />
      <CategoryMap form={form} />
      <PersonalData form={form} />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  editor: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(3), maxWidth: theme.spacing(100) }),
});
