import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { asObject } from '../plugin-json.ts';
import { error, warning, type Finding, type Rule } from '../rule.ts';

const manifest = v.object({
  plugin: v.string(),
  version: v.string(),
  signatureType: v.optional(v.string(), ''),
  rootUrls: v.optional(v.array(v.string()), []),
  files: v.record(v.string(), v.string()),
});

/** The text between the headers and the signature of a clear-signed message. */
function signedText(message: string): string {
  return (
    /^-----BEGIN PGP SIGNED MESSAGE-----\n(?:.+\n)*\n([\s\S]*?)\n-----BEGIN PGP SIGNATURE-----/m.exec(message)?.[1] ??
    ''
  );
}

/** MANIFEST.txt stands for just these files. Whether the signature itself is Grafana's, Grafana checks. */
export const signature: Rule = {
  name: 'signature',
  holds: 'MANIFEST.txt lists every file with its checksum',
  analyzers: ['manifest', 'signature'],
  async check({ text, files, pluginJson: { id, info } }) {
    const content = await text('MANIFEST.txt');
    if (content === undefined) {
      return [
        warning(
          `It is not signed: sign it (docs/release.md), or let Grafana load it with allow_loading_unsigned_plugins = ${id}.`,
        ),
      ];
    }
    const { success, output } = v.safeParse(manifest, asObject(signedText(content.replaceAll('\r\n', '\n'))));
    if (!success) {
      return [error('MANIFEST.txt is no signed manifest: sign the plugin anew.')];
    }
    const found: Finding[] = [];
    if (output.plugin !== id || output.version !== info.version) {
      found.push(error(`MANIFEST.txt is for ${output.plugin} ${output.version}: sign this version.`));
    }
    if (output.rootUrls.length > 0 && !output.signatureType.startsWith('private')) {
      found.push(
        error(`MANIFEST.txt has root URLs in a signature of the type "${output.signatureType}": sign it privately.`),
      );
    }
    for (const [path, file] of files) {
      const listed = output.files[path];
      if (path === 'MANIFEST.txt') {
        continue;
      }
      if (listed === undefined) {
        found.push(error(`${path} is not in MANIFEST.txt: sign after the last file is in place.`));
      } else if (
        listed.toLowerCase() !==
        createHash('sha256')
          .update(await file.read())
          .digest('hex')
      ) {
        found.push(error(`${path} is another than the one signed: sign after the last change.`));
      }
    }
    const absent = Object.keys(output.files).filter((path) => !files.has(path));
    return [...found, ...absent.map((path) => error(`${path} is in MANIFEST.txt but not in the package.`))];
  },
};
