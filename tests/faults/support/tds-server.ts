import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { Duplex } from 'node:stream';
import { TLSSocket, type SecureVersion } from 'node:tls';
import type { FakeServer } from './fake-servers.ts';

/** Packets of TDS: type, end-of-message flag, length, four bytes that do not matter here. */
const header = 8;
const [preLogin, reply] = [0x12, 0x04];

/** Version, "encryption on", end of the list; then the values. */
const preLoginAnswer = Buffer.from([0, 0, 11, 0, 6, 1, 0, 17, 0, 1, 0xff, 11, 0, 0x0b, 0xb8, 0, 0, 1]);

/** RSA of 1,024 bits with SHA-1, as SQL Server 2014 and older make it for themselves. */
const pem = readFileSync(join(import.meta.dirname, 'old-server.pem'), 'utf8');

function packet(type: number, data: Buffer): Buffer {
  const head = Buffer.from([type, 1, 0, 0, 0, 0, 0, 0]);
  head.writeUInt16BE(data.length + header, 2);
  return Buffer.concat([head, data]);
}

/** Error 18456 and the end of the answer. */
function loginFailed(): Buffer {
  const text = Buffer.from('Login failed.', 'utf16le');
  const body = Buffer.concat([
    Buffer.from([0x18, 0x48, 0, 0, 1, 14, text.length / 2, 0]),
    text,
    Buffer.from([0, 0, 1, 0, 0, 0]),
  ]);
  const done = [0xfd, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  return Buffer.concat([Buffer.from([0xaa, body.length & 0xff, body.length >> 8]), body, Buffer.from(done)]);
}

/** A SQL Server that knows one version of TLS, and refuses every login once the connection is encrypted. */
export async function oldServer(version: SecureVersion, onSecure: (protocol: string) => void): Promise<FakeServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    serve(socket, version, onSecure);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    open: () => sockets.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        sockets.forEach((socket) => socket.destroy());
      }),
  };
}

/** During the handshake TLS travels inside of packets, afterwards packets travel inside of TLS. */
function serve(socket: Socket, version: SecureVersion, onSecure: (protocol: string) => void): void {
  let waiting = Buffer.alloc(0);
  let wrapped = true;
  let asked = false;
  const inner = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _encoding, done) => {
      socket.write(wrapped ? packet(preLogin, chunk) : chunk);
      done();
    },
  });
  socket.on('data', (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk]);
    while (wrapped && waiting[0] === preLogin && waiting.length >= waiting.readUInt16BE(2)) {
      const length = waiting.readUInt16BE(2);
      const body = waiting.subarray(header, length);
      waiting = waiting.subarray(length);
      if (asked) {
        inner.push(body);
      } else {
        asked = true;
        socket.write(packet(reply, preLoginAnswer));
      }
    }
    if (waiting.length > 0 && waiting[0] !== preLogin) {
      wrapped = false;
      inner.push(waiting);
      waiting = Buffer.alloc(0);
    }
  });
  const options = {
    isServer: true,
    key: pem,
    cert: pem,
    minVersion: version,
    maxVersion: version,
    ciphers: 'AES128-SHA',
  };
  const secure = new TLSSocket(inner, options);
  secure.on('error', () => socket.destroy());
  secure.on('data', () => {
    wrapped = false;
    onSecure(secure.getProtocol() ?? '');
    secure.write(packet(reply, loginFailed()));
  });
}
