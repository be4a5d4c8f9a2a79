import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Time of the newest file among files and folders, tests aside: what a build compares its result with. */
export function newest(paths) {
  return Math.max(
    0,
    ...paths.map((path) => {
      if (!statSync(path).isDirectory()) {
        return /\.test\.tsx?$/.test(path) ? 0 : statSync(path).mtimeMs;
      }
      return newest(readdirSync(path).map((entry) => join(path, entry)));
    }),
  );
}
