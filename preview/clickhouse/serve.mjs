// A ClickHouse server out of the library of the package @chdb/lib-*: `clickhouse local`, which starts the listeners of a server where it
// is told to. Runs under Bun, which calls the library; the call does not return.
//   bun preview/clickhouse/serve.mjs <library> <argument of clickhouse local>...
import { dlopen, FFIType, ptr } from 'bun:ffi';

const [library = '', ...given] = process.argv.slice(2);
const { symbols } = dlopen(library, { query_stable_v2: { args: [FFIType.i32, FFIType.ptr], returns: FFIType.ptr } });
/** Kept here, since the library goes on reading what it was given. */
const words = ['clickhouse', ...given].map((word) => Buffer.from(`${word}\0`));
const pointers = new BigUint64Array(words.map((word) => BigInt(ptr(word))));
symbols.query_stable_v2(words.length, ptr(pointers));
