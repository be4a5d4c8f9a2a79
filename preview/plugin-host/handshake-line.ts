/** Reads a plugin's first line of output by go-plugin's rules; `address` is one grpc-js can dial. */
export function parseHandshake(line: string): { address: string } {
  const [core, app, network, address, protocol] = line.split('|');
  if (!core || !app || !network || !address) {
    throw new Error(`Unrecognized remote plugin message: ${line}`);
  }
  if (core !== '1' || app !== '2') {
    throw new Error(`The plugin speaks protocol ${core}|${app}, this host 1|2.`);
  }
  if (protocol !== 'grpc' || (network !== 'unix' && network !== 'tcp')) {
    throw new Error(
      `The plugin offers ${protocol ?? 'no protocol'} over ${network}, this host takes gRPC over unix or tcp.`,
    );
  }
  return { address: network === 'unix' ? `unix:${address}` : address };
}
