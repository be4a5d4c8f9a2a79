/**
 * The platform an executable is made for, in Go's words, from its first kilobytes; undefined where it is none.
 * Formats: ELF header (machine at 18), PE (offset of the header at 60, machine after its signature), Mach-O (CPU type at 4).
 */
export function machineOf(head: Buffer): string | undefined {
  if (head.length < 64) {
    return undefined;
  }
  if (head.readUInt32BE(0) === 0x7f454c46) {
    return named('linux', head.readUInt16LE(18), 0x3e, 0xb7);
  }
  if (head.readUInt32LE(0) === 0xfeedfacf) {
    return named('darwin', head.readUInt32LE(4), 0x01000007, 0x0100000c);
  }
  const pe = head.readUInt32LE(60);
  if (head.toString('latin1', 0, 2) === 'MZ' && pe + 6 <= head.length && head.readUInt32BE(pe) === 0x50450000) {
    return named('windows', head.readUInt16LE(pe + 4), 0x8664, 0xaa64);
  }
  return undefined;
}

function named(os: string, machine: number, amd64: number, arm64: number): string | undefined {
  const arch = { [amd64]: 'amd64', [arm64]: 'arm64' }[machine];
  return arch === undefined ? undefined : `${os}_${arch}`;
}
