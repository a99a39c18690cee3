import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { unreadable } from '../audit-error.js';

/** @throws AuditError `INPUT_UNREADABLE`; it holds nothing of the file */
export async function readSigningKey(path: string): Promise<KeyObject> {
  return readKey(path, 'private', createPrivateKey);
}

/** @throws AuditError `INPUT_UNREADABLE`; it holds nothing of the file */
export async function readPublicKey(path: string): Promise<KeyObject> {
  return readKey(path, 'public', createPublicKey);
}

/** SHA-256 of the public key (SPKI, DER) in hexadecimal: tells keys apart, and says nothing about the private one. */
export function keyIdOf(key: KeyObject): string {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

async function readKey(
  path: string,
  kind: 'private' | 'public',
  parse: (pem: string) => KeyObject,
): Promise<KeyObject> {
  const pem = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw unreadable(path, cause);
  });
  const key = parsed(pem, parse);
  if (key?.asymmetricKeyType === 'ed25519') return key;
  throw unreadable(path, `it is not an Ed25519 ${kind} key in PEM without a password`);
}

/** Without the error of the parser: it may quote the text. */
function parsed(pem: string, parse: (pem: string) => KeyObject): KeyObject | null {
  try {
    return parse(pem);
  } catch {
    return null;
  }
}
