// Generates pkg/plugin/gen from pkg/plugin/proto: run it after a change of a .proto file and commit the result.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const shell = process.platform === 'win32';

const template = {
  version: 'v2',
  inputs: [{ directory: 'pkg/plugin/proto' }],
  plugins: [
    {
      local: ['node', 'node_modules/ts-proto/protoc-gen-ts_proto'],
      out: 'pkg/plugin/gen',
      opt: [
        'outputServices=grpc-js',
        'env=node',
        'esModuleInterop=true',
        'forceLong=bigint', // 64-bit integers arrive whole; the edge converts them (pkg/plugin/context.ts)
        'outputJsonMethods=false',
        'importSuffix=.ts',
      ],
    },
  ],
};

rmSync(new URL('../pkg/plugin/gen', import.meta.url), { recursive: true, force: true });
const run = spawnSync('npx', ['buf', 'generate', '--template', JSON.stringify(template)], {
  cwd: root,
  stdio: 'inherit',
  shell,
});
process.exit(run.status ?? 1);
