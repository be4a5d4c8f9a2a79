import { getBackendSrv } from '@grafana/runtime';

/** An entry of `GET /api/search`. */
interface FoundDashboard {
  readonly uid: string;
  readonly title: string;
  readonly url: string;
}

/** All dashboards, by title. */
export const findDashboards = (): Promise<FoundDashboard[]> => getBackendSrv().get('/api/search');
