import { fileURLToPath } from 'node:url';
import { startPlugin } from './plugin-host/plugin-process.ts';
import { GrafanaApi, type QueryResult } from './server/grafana-api.ts';
import { serveApi } from './server/http-server.ts';
import { provisionedDataSources } from './server/provisioned.ts';
import { showReports } from './show-reports.ts';

/** Starts the built plugin as Grafana does, shows the reports, and answers Grafana's query API until Ctrl-C. */
async function main(executable: string): Promise<void> {
  const out = (text: string) => process.stdout.write(`${text}\n`);
  const sources = provisionedDataSources(fileURLToPath(new URL('../provisioning/datasources', import.meta.url)));
  const uid = sources[0]?.uid;
  if (!uid) {
    throw new Error('provisioning/datasources holds no data source of this plugin');
  }
  const plugin = await startPlugin({
    executable,
    onLog: ({ level, message }) => {
      if (level === 'warn' || level === 'error') {
        process.stderr.write(`plugin ${level}: ${message}\n`);
      }
    },
  });
  const api = new GrafanaApi(plugin, sources);
  const { server, url } = await serveApi(api, Number(process.env.PORT ?? 3000));
  const stop = () => {
    server.close();
    void plugin.shutdown().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);

  const ask = async (query: Record<string, unknown>): Promise<QueryResult> => {
    const body = { from: 'now-7d', to: 'now', queries: [{ refId: 'A', datasource: { uid }, ...query }] };
    const answer = await fetch(`${url}/api/ds/query`, { method: 'POST', body: JSON.stringify(body) });
    const { results } = (await answer.json()) as { results: Record<string, QueryResult> };
    const result = results.A;
    if (!result || result.error) {
      throw new Error(result?.error ?? 'no answer');
    }
    return result;
  };
  for await (const view of showReports(ask)) {
    out(view);
  }
  out(`The plugin runs on demo data. Its API answers at ${url} (this is no Grafana server):`);
  out(`  curl -s ${url}/api/datasources/uid/${uid}/health`);
  out(
    `  curl -s ${url}/api/ds/query -d '{"from":"now-1d","to":"now","queries":[{"refId":"A","datasource":{"uid":"${uid}"},"report":"topFailures"}]}'`,
  );
  out('Stop with Ctrl-C.');
}

const [executable] = process.argv.slice(2);
if (!executable) {
  process.stderr.write('usage: main.ts <plugin executable>; npm start builds it and passes it\n');
  process.exit(2);
}
main(executable).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
