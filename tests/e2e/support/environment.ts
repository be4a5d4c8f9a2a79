/** Address of the Grafana to test, without a slash at its end; empty when none is named. */
export const grafanaUrl = (process.env.GRAFANA_URL ?? '').replace(/\/+$/, '');

/** An administrator of that Grafana. */
export const user = {
  user: process.env.GRAFANA_USER ?? 'admin',
  password: process.env.GRAFANA_PASSWORD ?? 'admin',
};
