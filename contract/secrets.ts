/** Secrets that are PEM. */
const pemSecrets = ['tlsCACert', 'tlsClientCert', 'tlsClientKey'] as const;

/** Names in `secureJsonData`; `pseudonymKey` is any text of at least `shortestKey` characters. */
export type SecretName = 'password' | 'pseudonymKey' | (typeof pemSecrets)[number];

/** Characters of the shortest key of pseudonyms: one that can be guessed would give away the names of all. */
export const shortestKey = 32;

/** The secrets as they are used: certificates and keys with their line breaks, whatever became of them on the way. */
export function readSecrets(secrets: Readonly<Record<string, string>>): Record<string, string> {
  const pems = pemSecrets.flatMap((name) => (secrets[name] ? [[name, withLineBreaks(secrets[name])] as const] : []));
  return { ...secrets, ...Object.fromEntries(pems) };
}

const block = /-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]*)-----END \1-----/g;

/**
 * PEM with the line breaks it has to have. Variables of the environment keep a certificate on one line: with `\n` written
 * out, or with blanks.
 */
function withLineBreaks(pem: string): string {
  return pem
    .replace(/\\r/g, '')
    .replace(/\\n/g, '\n')
    .replace(block, (_all, label: string, body: string) => {
      const lines = body.replace(/\s+/g, '').match(/.{1,64}/g) ?? [];
      return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
    });
}
