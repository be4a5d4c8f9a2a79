import type { GrafanaApi, QueryResult } from './server/grafana-api.ts';
import { startPreview } from './server/preview.ts';
import { printReports } from './print-reports.ts';

/** Starts the built plugin as Grafana does and serves the preview page until Ctrl-C. */
async function main(executable: string): Promise<void> {
  const { url, api, uids, stop } = await startPreview({
    executable,
    port: Number(process.env.PORT ?? 3000),
    onLog: ({ level, message }) => {
      if (level === 'warn' || level === 'error') {
        process.stderr.write(`plugin ${level}: ${message}\n`);
      }
    },
  });
  let stopped: Promise<never> | undefined;
  // Ctrl-C comes from the terminal, and once more from whoever started this.
  const end = () => void (stopped ??= stop().then(() => process.exit(0)));
  process.on('SIGINT', end).on('SIGTERM', end);
  const [uid = ''] = uids;
  process.stdout.write('The seven reports of the last seven days\n');
  for await (const text of printReports((query) => ask(api, uid, query))) {
    process.stdout.write(`${text}\n`);
  }
  process.stdout.write(
    [
      `The plugin runs on demo data. Dashboards and editors: ${url} (a preview, no Grafana server)`,
      `  ask the API: curl -s ${url}/api/ds/query -d '{"from":"now-1d","to":"now","queries":[{"refId":"A","datasource":{"uid":"${uid}"},"report":"topFailures"}]}'`,
      'Stop with Ctrl-C.',
      '',
    ].join('\n'),
  );
}

/** Asks one query over the last seven days. */
async function ask(api: GrafanaApi, uid: string, query: Record<string, unknown>): Promise<QueryResult> {
  const queries = [{ refId: 'A', datasource: { uid }, ...query }];
  const { A: result } = await api.query({ from: 'now-7d', to: 'now', queries }, new AbortController().signal);
  if (!result || result.error) {
    throw new Error(result?.error ?? 'the plugin gave no answer');
  }
  return result;
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
