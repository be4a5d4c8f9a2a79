import { testServer, type TestServer } from '../../support/sqlserver.ts';

/** The SQL Server for tests with a database of its own, so that other suites keep theirs; undefined without one. */
export function faultServer(purpose: string): TestServer | undefined {
  const server = testServer();
  return server && { ...server, database: `${server.database}_faults_${purpose}` };
}
