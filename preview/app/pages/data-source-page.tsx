import {
  DataSourcePluginContextProvider,
  type DataSourceJsonData,
  type DataSourcePluginComponents,
  type DataSourceApi,
  type DataQuery,
  type DataSourceSettings,
} from '@grafana/data';
import { getBackendSrv, getDataSourceSrv } from '@grafana/runtime';
import { Alert, Box, Button, Field, Input } from '@grafana/ui';
import React, { useState } from 'react';
import { importDataSourcePlugin } from '../grafana/import-plugin.ts';
import { Page } from '../shell/page.tsx';
import { errorText, useLoad } from '../shell/use-load.ts';

type Settings = DataSourceSettings<DataSourceJsonData, Record<string, string>>;
type Components = DataSourcePluginComponents<DataSourceApi, DataQuery, DataSourceJsonData, Record<string, string>>;

/** The answer of a health check, good or bad. */
interface Health {
  readonly ok: boolean;
  readonly message: string;
  readonly details: readonly string[];
}

const route = (uid: string) => `/api/datasources/uid/${encodeURIComponent(uid)}`;

async function load(uid: string) {
  const instance = getDataSourceSrv().getInstanceSettings(uid);
  if (!instance) {
    throw new Error(`There is no data source ${uid}.`);
  }
  const plugin = await importDataSourcePlugin(instance.meta);
  const { ConfigEditor } = plugin.components as Components;
  return { instance, ConfigEditor, settings: await getBackendSrv().get<Settings>(route(uid)) };
}

/** The plugin's settings page. What it saves is kept in the server's memory. */
export function DataSourcePage({ uid }: { uid: string }) {
  const { value, error } = useLoad(uid, () => load(uid));
  const [edited, setEdited] = useState<Settings>();
  const [health, setHealth] = useState<Health>();
  const [testing, setTesting] = useState(false);
  const settings = edited ?? value?.settings;
  if (error !== undefined) {
    return (
      <Page title="Data source">
        <Alert title={error} />
      </Page>
    );
  }
  if (!value?.ConfigEditor || !settings) {
    return <></>;
  }
  const saveAndTest = async () => {
    setHealth(undefined);
    setTesting(true);
    try {
      setEdited(await getBackendSrv().put<Settings>(route(uid), settings));
      await getDataSourceSrv().reload();
      setHealth(await test(uid));
    } catch (failed) {
      setHealth({ ok: false, message: errorText(failed), details: [] });
    }
    setTesting(false);
  };
  return (
    <Page title={settings.name}>
      <form
        style={{ maxWidth: 800 }}
        onSubmit={(event) => {
          event.preventDefault();
          void saveAndTest();
        }}
      >
        <Field label="Name">
          <Input
            value={settings.name}
            onChange={({ currentTarget }) => {
              setEdited({ ...settings, name: currentTarget.value });
            }}
          />
        </Field>
        <DataSourcePluginContextProvider instanceSettings={value.instance}>
          <value.ConfigEditor options={settings} onOptionsChange={setEdited} />
        </DataSourcePluginContextProvider>
        <Box marginTop={4}>
          {health && (
            <Alert title={health.message} severity={health.ok ? 'success' : 'error'}>
              {health.details.map((line) => (
                <div key={line}>{line}</div>
              ))}
            </Alert>
          )}
          <Button type="submit" disabled={testing}>
            {testing ? 'Testing…' : 'Save & test'}
          </Button>
        </Box>
      </form>
    </Page>
  );
}

/** Asks the plugin as Grafana does; a failed check comes as an error with details. */
async function test(uid: string): Promise<Health> {
  const source = await getDataSourceSrv().get(uid);
  try {
    const { status, message, details } = await source.testDatasource();
    return { ok: status.toLowerCase() !== 'error', message, details: words(details) };
  } catch (failed) {
    return { ok: false, message: errorText(failed), details: words((failed as { details?: unknown }).details) };
  }
}

function words(details: unknown): string[] {
  return Object.entries((details ?? {}) as Record<string, unknown>)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => {
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      return name === 'verboseMessage' ? text : `${name}: ${text}`;
    });
}
