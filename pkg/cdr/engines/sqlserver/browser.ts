import { lookup } from 'node:dns';
import { parseBrowserResponse } from 'tedious/lib/instance-lookup';
import { sendMessage } from 'tedious/lib/sender';
import { DiagnosticsError } from '../../../errors.ts';

const browserPort = 1434;
/** UDP may lose a packet: asked twice. Together less than the five seconds in which people begin to wonder. */
const tries = 2;
const patience = 2000;
/** CLNT_UCAST_EX of the SQL Server Resolution Protocol: which instances are there? */
const question = Buffer.from([2]);
/** Bytes before the text of an answer. */
const head = 3;

/**
 * Asks SQL Server Browser for the TCP port of an instance. The driver would ask too, and wait for an answer as long as for a
 * connection.
 * @throws DiagnosticsError `network` where nobody answers or the instance is not known there; what looking up the host threw
 */
export async function portOfInstance(server: string, instance: string): Promise<number> {
  const answer = await ask(server);
  if (!answer) {
    throw new DiagnosticsError(
      'network',
      `SQL Server Browser on ${server} did not answer on UDP 1434, and it alone knows the port of the instance ${instance}. Start the service SQL Server Browser there and open UDP 1434, or write the port of the instance into Port: then nobody is asked.`,
    );
  }
  const port = parseBrowserResponse(answer.toString('latin1', head), instance);
  if (!port) {
    throw new DiagnosticsError(
      'network',
      `SQL Server Browser on ${server} knows no instance ${instance} that listens on TCP. Check the name, and that the instance runs with TCP/IP enabled, or write its port into Port.`,
    );
  }
  return port;
}

async function ask(server: string): Promise<Buffer | undefined> {
  for (let left = tries; left > 0; left -= 1) {
    try {
      return await sendMessage(server, browserPort, lookup, AbortSignal.timeout(patience), question);
    } catch (error) {
      if ((error as { syscall?: unknown }).syscall === 'getaddrinfo') {
        throw error;
      }
    }
  }
  return undefined;
}
