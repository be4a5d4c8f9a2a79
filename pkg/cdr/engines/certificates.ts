import { X509Certificate } from 'node:crypto';

/** Whether a PEM text holds certificates, all of which can be read: the TLS library passes over what it cannot read, without a word. */
export function areCertificates(pem: string): boolean {
  const blocks = pem.split(/(?=-----BEGIN CERTIFICATE-----)/).filter((text) => text.startsWith('-----BEGIN'));
  try {
    for (const block of blocks) {
      new X509Certificate(block);
    }
  } catch {
    return false;
  }
  return blocks.length > 0;
}
