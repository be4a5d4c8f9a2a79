import { readOptions, usage, type SeedOptions } from './options.ts';
import { seed } from './seed.ts';

const out = (line: string) => process.stdout.write(`${line}\n`);

/** Ends the process with a message for the person who started it; code 2 is for wrong options. */
function fail(error: unknown, code: number): never {
  const hint = code === 2 ? '\nnpm run seed -- --help lists the options.' : '';
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}${hint}\n`);
  process.exit(code);
}

let options: SeedOptions | null;
try {
  options = readOptions(process.argv.slice(2), process.env);
} catch (error) {
  fail(error, 2);
}
if (options === null) {
  process.stdout.write(usage);
} else {
  const started = performance.now();
  seed(options, Date.now(), out).then(
    () => {
      out(`Done in ${Math.round((performance.now() - started) / 1000)} s`);
    },
    (error: unknown) => fail(error, 1),
  );
}
