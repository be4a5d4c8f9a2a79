import { isIPv6 } from 'node:net';
import { DiagnosticsError } from '../../../errors.ts';

/** What the setting `server` says; what it does not say is absent. */
export interface ServerName {
  readonly host: string;
  readonly instance?: string;
  /** As written; whether there is such a port is not checked here. */
  readonly port?: number;
  readonly readOnlyIntent?: boolean;
  readonly multiSubnetFailover?: boolean;
}

const wrong = (setting: string, text: string) => new DiagnosticsError('settings', `setting ${setting}: ${text}`);

/** Names that SQL Server's own clients take for the machine itself. */
const thisMachine = /^(?:\.|\(\.\)|\(local\))$/i;
/** The default instance bears this name, and is asked for by none. */
const defaultInstance = /^mssqlserver$/i;
const port = String.raw`(?:\s*[,:]\s*(\d+))?`;
const instance = String.raw`(?:\s*\\\s*([^\s\\,:/;]*))?`;
/** Host, then instance and port in either order: `host\instance,port`, `host,port\instance`, `[::1]:1433`. */
const parts = new RegExp(String.raw`^(\[[^\]]+\]|[^\s\\,:/;[\]]+)${port}${instance}${port}$`);

/**
 * Reads what people write into the field Server: `host`, `host\instance`, `host,port`, `host:port`, `host\instance:port`,
 * `tcp:host,port`, `(local)`, `[::1]:1433`; and behind it, as in connection strings, `;ApplicationIntent=ReadOnly` and
 * `;MultiSubnetFailover=True`.
 * @throws DiagnosticsError `settings` for what cannot be understood
 */
export function readServerName(text: string): ServerName {
  const [place = '', ...behind] = text.split(';').map((part) => part.trim());
  const protocol = /^(np|lpc|via|admin):/i.exec(place)?.[1] ?? (place.startsWith('\\\\') ? 'np' : undefined);
  if (protocol) {
    throw wrong(
      'server',
      `Server asks for the protocol ${protocol.toLowerCase()}, and the plugin speaks TCP alone. Enter the host, with its port or instance, and enable TCP/IP on SQL Server.`,
    );
  }
  if (/^\(localdb\)/i.test(place)) {
    throw wrong(
      'server',
      'Server is a LocalDB, which other processes cannot reach by TCP. Enter a SQL Server with TCP/IP enabled.',
    );
  }
  return { ...hostOf(place.replace(/^tcp:\s*/i, '')), ...options(behind.filter((part) => part !== '')) };
}

function hostOf(place: string): ServerName {
  if (place === '' || isIPv6(place)) {
    return { host: place };
  }
  const found = parts.exec(place);
  if (!found) {
    throw wrong(
      'server',
      'Server is no name of a SQL Server. Enter a host alone or with a port or an instance, such as sql01.example.com,1433 or sql01.example.com\\MON.',
    );
  }
  const [, host = '', before, named, after] = found;
  const number = after ?? before;
  return {
    host: thisMachine.test(host) ? 'localhost' : host.replace(/^\[(.*)\]$/, '$1'),
    ...(named && !defaultInstance.test(named) && { instance: named }),
    ...(number && { port: Number(number) }),
  };
}

/** Parts of a connection string that say how to reach a server. Values of others are not repeated: one may be a password. */
function options(texts: readonly string[]): Pick<ServerName, 'readOnlyIntent' | 'multiSubnetFailover'> {
  return Object.assign(
    {},
    ...texts.map((text) => {
      const [name = '', value = ''] = text.toLowerCase().replaceAll(/\s/g, '').split('=');
      if (name === 'applicationintent' && /^read(only|write)$/.test(value)) {
        return { readOnlyIntent: value === 'readonly' };
      }
      if (name === 'multisubnetfailover' && /^(true|yes|false|no)$/.test(value)) {
        return { multiSubnetFailover: /^(true|yes)$/.test(value) };
      }
      throw wrong(
        'server',
        'Server holds more of a connection string than is understood there. Besides the host, with its port or instance, it takes ApplicationIntent and MultiSubnetFailover; enter everything else in the other fields.',
      );
    }),
  ) as Pick<ServerName, 'readOnlyIntent' | 'multiSubnetFailover'>;
}
