import type { Readable } from 'node:stream';

/**
 * Calls back for every line of a stream, a last one without line break included. Lines end at LF alone: Node's readline
 * would also split at U+2028, which may stand inside a JSON string.
 */
export function onLine(stream: Readable, callback: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach((line) => {
      callback(line.endsWith('\r') ? line.slice(0, -1) : line);
    });
  });
  stream.once('end', () => {
    if (rest) {
      callback(rest);
    }
  });
}
