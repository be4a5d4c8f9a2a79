import type { Release } from './release.ts';

/** File name of a package: of one platform, such as `linux_amd64`, or of all. */
export function packageName({ id, version }: Release, platform?: string): string {
  return `${id}-${version}${platform === undefined ? '' : `.${platform}`}.zip`;
}
