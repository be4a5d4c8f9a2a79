import { createHash } from 'node:crypto';
import { createReadStream, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Grafana's catalogue asks for SHA-1, people who install by hand check SHA-256. */
export const checksumAlgorithms = ['sha1', 'sha256'] as const;

/** Checksum of a file, in hexadecimal. */
export async function checksum(file: string, algorithm: (typeof checksumAlgorithms)[number]): Promise<string> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Writes `<file>.sha1` and `<file>.sha256`, which `sha1sum -c` and `sha256sum -c` read. */
export async function writeChecksums(file: string): Promise<void> {
  for (const algorithm of checksumAlgorithms) {
    writeFileSync(`${file}.${algorithm}`, `${await checksum(file, algorithm)}  ${basename(file)}\n`);
  }
}
