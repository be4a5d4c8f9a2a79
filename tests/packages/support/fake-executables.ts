/** The beginning of an executable for a platform: enough to tell what it is for, too little to run. */
export function fakeExecutable(platform: string): Buffer {
  const [os, arch] = platform.split('_');
  const head = Buffer.alloc(512);
  if (os === 'linux') {
    head.write('\x7fELF', 0, 'latin1');
    head.writeUInt16LE(arch === 'amd64' ? 0x3e : 0xb7, 18);
  } else if (os === 'darwin') {
    head.writeUInt32LE(0xfeedfacf, 0);
    head.writeUInt32LE(arch === 'amd64' ? 0x01000007 : 0x0100000c, 4);
  } else {
    head.write('MZ', 0, 'latin1');
    head.writeUInt32LE(128, 60);
    head.write('PE\0\0', 128, 'latin1');
    head.writeUInt16LE(0x8664, 132);
  }
  return head;
}

/** Every platform there is a package for. */
export const platforms = ['linux_amd64', 'linux_arm64', 'windows_amd64', 'darwin_amd64', 'darwin_arm64'] as const;
