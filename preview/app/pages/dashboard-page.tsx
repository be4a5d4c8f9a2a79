import { config, getBackendSrv } from '@grafana/runtime';
import { UrlSyncContextProvider } from '@grafana/scenes';
import { Alert } from '@grafana/ui';
import React from 'react';
import type { DashboardJson } from '../dashboard/model.ts';
import { dashboardScene } from '../dashboard/scene.ts';
import { unsupportedIn } from '../dashboard/unsupported.ts';
import { Page } from '../shell/page.tsx';
import { UnsupportedNote } from '../shell/unsupported-note.tsx';
import { useLoad } from '../shell/use-load.ts';

async function load(uid: string) {
  const url = `${config.appSubUrl}/api/dashboards/uid/${encodeURIComponent(uid)}`;
  const { dashboard } = await getBackendSrv().get<{ dashboard: DashboardJson }>(url);
  return { title: dashboard.title ?? uid, scene: dashboardScene(dashboard), unsupported: unsupportedIn(dashboard) };
}

/** A dashboard; its time range and variables are in the address. */
export function DashboardPage({ uid }: { uid: string }) {
  const { value, error } = useLoad(uid, () => load(uid));
  if (error !== undefined) {
    return (
      <Page title="Dashboard">
        <Alert title={`The dashboard ${uid} cannot be shown: ${error}`} />
      </Page>
    );
  }
  return value ? (
    <Page title={value.title} actions={<UnsupportedNote items={value.unsupported} />}>
      <UrlSyncContextProvider scene={value.scene} updateUrlOnInit createBrowserHistorySteps>
        <value.scene.Component model={value.scene} />
      </UrlSyncContextProvider>
    </Page>
  ) : (
    <></>
  );
}
