import { test as base } from '@grafana/plugin-e2e';
import { grafanaUrl, user } from './environment.ts';

/** The data source of provisioning/datasources/call-diagnostics.yaml. */
export interface DemoSource {
  readonly name: string;
  readonly uid: string;
  readonly type: string;
}

interface Fixtures {
  /** The provisioned data source with demo data. */
  readonly demo: DemoSource;
  /** Saves a dashboard for one test and hands out its uid. */
  readonly saveDashboard: (dashboard: Readonly<Record<string, unknown>>) => Promise<string>;
  /** Uid of a data source for one test, on whose port nobody listens. */
  readonly withoutDatabase: string;
}

/** Grafana's fixtures, signed in, and ours. */
export const test = base.extend<Fixtures>({
  // A sign-in per test: Grafana changes the cookie of a session every few minutes, a stored one would grow old.
  storageState: async ({ playwright }, use) => {
    const request = await playwright.request.newContext({ baseURL: grafanaUrl });
    const answer = await request.post('/login', { data: user });
    if (!answer.ok()) {
      throw new Error(`Grafana refused the sign-in of ${user.user}: ${await answer.text()}`);
    }
    const state = await request.storageState();
    await request.dispose();
    await use(state);
  },
  demo: async ({ readProvisionedDataSource }, use) => {
    await use(await readProvisionedDataSource({ fileName: 'call-diagnostics.yaml' }));
  },
  saveDashboard: async ({ request }, use, { testId }) => {
    const uids: string[] = [];
    await use(async (dashboard) => {
      const uid = `e2e-${testId.slice(-12)}-${uids.length}`;
      const data = {
        dashboard: { ...dashboard, uid, title: uid, time: { from: 'now-7d', to: 'now' } },
        overwrite: true,
      };
      const answer = await request.post('/api/dashboards/db', { data });
      if (!answer.ok()) {
        throw new Error(`Grafana did not save the dashboard: ${await answer.text()}`);
      }
      uids.push(uid);
      return uid;
    });
    for (const uid of uids) {
      await request.delete(`/api/dashboards/uid/${uid}`);
    }
  },
  withoutDatabase: async ({ request, demo }, use, { testId }) => {
    const data = {
      name: `e2e-${testId.slice(-12)}-${Date.now()}`, // one of a run that was ended may still be there
      type: demo.type,
      access: 'proxy',
      jsonData: { server: 'localhost', port: 9, username: 'grafana_reader' }, // the port of "discard"
      secureJsonData: { password: 'not-a-real-one' },
    };
    const answer = await request.post('/api/datasources', { data });
    if (!answer.ok()) {
      throw new Error(`Grafana did not save the data source: ${await answer.text()}`);
    }
    const { datasource } = (await answer.json()) as { datasource: { uid: string } };
    await use(datasource.uid);
    await request.delete(`/api/datasources/uid/${datasource.uid}`);
  },
});

export { expect } from '@grafana/plugin-e2e';
