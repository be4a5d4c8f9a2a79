import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { ArchiveMetrics } from './metrics.ts';

const servers: { close(): unknown }[] = [];
afterEach(() => {
  servers.splice(0).forEach((server) => server.close());
});

async function served(metrics: ArchiveMetrics, address = ':0') {
  const server = await metrics.serve(address);
  servers.push(server);
  return server.address() as AddressInfo;
}

test('what an archiver does is Prometheus text', async () => {
  const metrics = new ArchiveMetrics();
  metrics.known('emea');
  metrics.known('silent');
  metrics.copied('emea', { view: 'Pools', rows: 7, written: 2, slices: 1 });
  metrics.copied('emea', { view: 'Pools', rows: 1, written: 0, slices: 1 });
  metrics.failed('emea', 'network');
  metrics.failed('emea', 'network');
  metrics.failed('apac', 'auth');
  metrics.passed('emea', 1.5, 1_767_225_600_000);
  metrics.rested('emea', 2500);
  const { port } = await served(metrics);
  const response = await fetch(`http://127.0.0.1:${port}/metrics`);
  expect(response.headers.get('content-type')).toContain('text/plain');
  const lines = (await response.text()).split('\n');
  for (const line of [
    'calldiagnostics_archive_rows_read_total{store="emea",view="Pools"} 8',
    'calldiagnostics_archive_rows_written_total{store="emea",view="Pools"} 2',
    'calldiagnostics_archive_slices_total{store="emea",view="Pools"} 2',
    'calldiagnostics_archive_passes_total{store="emea",outcome="network"} 2',
    'calldiagnostics_archive_passes_total{store="emea",outcome="ok"} 1',
    'calldiagnostics_archive_failures_in_a_row{store="emea"} 0',
    'calldiagnostics_archive_failures_in_a_row{store="apac"} 1',
    'calldiagnostics_archive_last_pass_timestamp_seconds{store="emea"} 1767225600',
    // A store that has never been copied is there to alert on.
    'calldiagnostics_archive_last_pass_timestamp_seconds{store="silent"} 0',
    'calldiagnostics_archive_failures_in_a_row{store="silent"} 0',
    'calldiagnostics_archive_last_pass_duration_seconds{store="emea"} 1.5',
    'calldiagnostics_archive_rest_seconds_total{store="emea"} 2.5',
  ]) {
    expect(lines).toContain(line);
  }
  expect(lines.some((line) => line.startsWith('process_resident_memory_bytes'))).toBe(true);
  expect((await fetch(`http://127.0.0.1:${port}/other`)).status).toBe(404);
  expect((await fetch(`http://127.0.0.1:${port}/metrics`, { method: 'POST' })).status).toBe(404);
});

describe('where it listens', () => {
  test('without a host on this machine alone', async () => {
    expect((await served(new ArchiveMetrics(), ':0')).address).toBe('127.0.0.1');
    expect((await served(new ArchiveMetrics(), '0')).address).toBe('127.0.0.1');
    expect((await served(new ArchiveMetrics(), '0.0.0.0:0')).address).toBe('0.0.0.0');
  });

  test.each(['nothing', ':99999', '::1:9464:x', ''])('no address: %s', async (address) => {
    await expect(new ArchiveMetrics().serve(address)).rejects.toMatchObject({
      code: 'settings',
      message: `--metrics: ${address} is no address such as :9464 or 127.0.0.1:9464.`,
    });
  });

  test('a port that is taken', async () => {
    const { port } = await served(new ArchiveMetrics());
    await expect(new ArchiveMetrics().serve(`:${port}`)).rejects.toMatchObject({
      code: 'server',
      message: expect.stringContaining(`--metrics: :${port} cannot be listened on.`),
    });
  });
});
