/** Something that is linked into the Bun runtime, as Bun's own LICENSE.md lists it. */
export interface RuntimePart {
  readonly name: string;
  readonly licence: string;
  readonly source: string;
}

/** Parts under the GNU Lesser General Public License, which asks for more than a notice. */
export const lesserGplParts: readonly (RuntimePart & { readonly version: 'webkit' | 'tinycc' })[] = [
  {
    name: 'JavaScriptCore and other parts of WebKit',
    licence: 'LGPL 2.0 or later',
    source: 'https://github.com/oven-sh/WebKit',
    version: 'webkit',
  },
  { name: 'TinyCC', licence: 'LGPL 2.1', source: 'https://github.com/oven-sh/tinycc', version: 'tinycc' },
];

/** Every other part. */
export const runtimeParts: readonly RuntimePart[] = [
  { name: 'BoringSSL', licence: 'several, see its LICENSE', source: 'https://boringssl.googlesource.com/boringssl/' },
  { name: 'Brotli', licence: 'MIT', source: 'https://github.com/google/brotli' },
  { name: 'c-ares', licence: 'MIT', source: 'https://github.com/c-ares/c-ares' },
  { name: 'Highway', licence: 'Apache-2.0', source: 'https://github.com/google/highway' },
  { name: 'ICU', licence: 'Unicode-3.0', source: 'https://github.com/unicode-org/icu' },
  { name: 'libarchive', licence: 'several, see its COPYING', source: 'https://github.com/libarchive/libarchive' },
  { name: 'libbase64', licence: 'BSD-2-Clause', source: 'https://github.com/aklomp/base64' },
  { name: 'libdeflate', licence: 'MIT', source: 'https://github.com/ebiggers/libdeflate' },
  {
    name: 'libjpeg-turbo',
    licence: 'BSD-3-Clause, IJG and zlib; based in part on the work of the Independent JPEG Group',
    source: 'https://github.com/libjpeg-turbo/libjpeg-turbo',
  },
  { name: 'libspng', licence: 'BSD-2-Clause', source: 'https://github.com/randy408/libspng' },
  { name: 'libuv (Windows)', licence: 'MIT', source: 'https://github.com/libuv/libuv' },
  { name: 'libwebp', licence: 'BSD-3-Clause', source: 'https://github.com/webmproject/libwebp' },
  {
    name: 'LLVM libc++abi, one fallback function',
    licence: 'Apache-2.0 with LLVM exception',
    source: 'https://github.com/llvm/llvm-project',
  },
  { name: 'lol-html', licence: 'BSD-3-Clause', source: 'https://github.com/cloudflare/lol-html' },
  { name: 'ls-hpack', licence: 'MIT', source: 'https://github.com/litespeedtech/ls-hpack' },
  { name: 'ls-qpack', licence: 'MIT', source: 'https://github.com/litespeedtech/ls-qpack' },
  { name: 'lsquic', licence: 'MIT and BSD-3-Clause', source: 'https://github.com/litespeedtech/lsquic' },
  { name: 'mimalloc', licence: 'MIT', source: 'https://github.com/microsoft/mimalloc' },
  { name: 'picohttpparser', licence: 'MIT', source: 'https://github.com/h2o/picohttpparser' },
  { name: 'simdutf', licence: 'Apache-2.0', source: 'https://github.com/simdutf/simdutf' },
  { name: 'SQLite (Linux and Windows)', licence: 'public domain', source: 'https://www.sqlite.org/' },
  {
    name: 'TigerBeetle, parts of its IO code',
    licence: 'Apache-2.0',
    source: 'https://github.com/tigerbeetle/tigerbeetle',
  },
  { name: 'uSockets', licence: 'Apache-2.0', source: 'https://github.com/uNetworking/uSockets' },
  { name: 'uucode', licence: 'MIT', source: 'https://github.com/jacobsandlund/uucode' },
  { name: 'uWebSockets, a fork', licence: 'Apache-2.0', source: 'https://github.com/jarred-sumner/uwebsockets' },
  { name: 'zlib-ng', licence: 'zlib', source: 'https://github.com/zlib-ng/zlib-ng' },
  { name: 'Zstandard', licence: 'BSD-3-Clause', source: 'https://github.com/facebook/zstd' },
];

/** npm packages inside Bun that stand in for modules of Node; all under the MIT licence. */
export const runtimePolyfills: readonly string[] = [
  'acorn',
  'acorn-walk',
  'assert',
  'browserify-zlib',
  'buffer',
  'constants-browserify',
  'crypto-browserify',
  'domain-browser',
  'events',
  'https-browserify',
  'os-browserify',
  'path-browserify',
  'process',
  'punycode',
  'querystring-es3',
  'stream-browserify',
  'stream-http',
  'string_decoder',
  'timers-browserify',
  'tty-browserify',
  'url',
  'util',
  'vm-browserify',
];
