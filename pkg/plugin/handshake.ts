/** Version of go-plugin's own protocol, and of Grafana's plugin protocol on top of it. */
const coreProtocol = 1;
const appProtocol = 2;

/** Cookie by which host and plugin recognise each other; one for every kind of back end plugin. */
export const magicCookie = { key: 'grafana_plugin_type', value: 'datasource' } as const;

/** Where the plugin listens. */
export type Endpoint =
  { readonly network: 'unix'; readonly path: string } | { readonly network: 'tcp'; readonly port: number };

/** The environment does not fit: `message` says in one line why the plugin cannot serve. */
export class HandshakeError extends Error {
  override readonly name = 'HandshakeError';
  /** True when no plugin host started this process, but most likely a person. */
  readonly startedByHand: boolean;

  constructor(message: string, startedByHand = false) {
    super(message);
    this.startedByHand = startedByHand;
  }
}

/**
 * Checks that a plugin host started this process, and one we can serve.
 *
 * @throws HandshakeError
 */
export function checkHost(env: NodeJS.ProcessEnv): void {
  if (env[magicCookie.key] !== magicCookie.value) {
    throw new HandshakeError(
      'This program is the back end of a Grafana data source plugin. Grafana starts it; it does nothing on its own.',
      true,
    );
  }
  const versions = env['PLUGIN_PROTOCOL_VERSIONS'];
  if (versions && !versions.split(',').includes(String(appProtocol))) {
    throw new HandshakeError(
      `This Grafana speaks plugin protocol ${versions}, the plugin speaks ${appProtocol}: Grafana 10.1 or later is needed.`,
    );
  }
  if (env['PLUGIN_CLIENT_CERT']) {
    throw new HandshakeError(
      'The plugin host asks for mutual TLS (PLUGIN_CLIENT_CERT), which this plugin does not offer: turn it off in the host.',
    );
  }
}

/**
 * The line that tells the host where to connect, without its line break: versions, network, address, transport. A host
 * that asks about multiplexing gets an empty certificate field and "false" in addition.
 */
export function handshakeLine(endpoint: Endpoint, env: NodeJS.ProcessEnv): string {
  const address = endpoint.network === 'unix' ? endpoint.path : `127.0.0.1:${endpoint.port}`;
  const fields = [coreProtocol, appProtocol, endpoint.network, address, 'grpc'];
  return [...fields, ...(env['PLUGIN_MULTIPLEX_GRPC'] ? ['', 'false'] : [])].join('|');
}
