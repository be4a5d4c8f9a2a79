import { expect } from '@jest/globals';
import { validateSettings } from '../../contract/settings.ts';
import { validateQuery } from '../../contract/validate.ts';
import { decodeFrame } from '../../preview/plugin-host/decode-frame.ts';
import type { PluginProcess } from '../../preview/plugin-host/plugin-process.ts';
import { dataQuery, pluginContext, type DataSource } from '../../preview/plugin-host/requests.ts';
import type { OracleCase } from '../oracle/oracle-case.ts';
import { expected } from '../oracle/oracle.ts';
import type { CdrRows } from '../oracle/rows.ts';
import { fromOracle, inOracleWords, sortedSeries } from './compare.ts';

/**
 * Puts the case to the plugin and to the oracle; they must agree in every value.
 * @param told settings as the oracle is told them, where the database itself knows more than the plugin's have
 */
export async function expectAgreement(
  plugin: PluginProcess,
  source: DataSource,
  rows: CdrRows,
  { saved, range, zone }: OracleCase,
  told: unknown = source.jsonData,
): Promise<void> {
  const query = validateQuery(saved);
  const { responses } = await plugin.queryData({
    pluginContext: pluginContext(source),
    headers: {},
    queries: [dataQuery('A', saved, range)],
    format: 0,
  });
  const { A: response } = responses;
  expect(response?.error ?? 'no answer').toBe('');
  const actual = inOracleWords(query, response?.frames.map((bytes) => decodeFrame(bytes)) ?? []);
  const { counting } = validateSettings(told);
  expect(sortedSeries(actual)).toEqual(sortedSeries(fromOracle(expected(rows, query, range, zone, counting))));
}
