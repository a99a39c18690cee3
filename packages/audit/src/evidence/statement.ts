import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isObject, parseObject } from '@distillable/catalog';
import { reading, unreadable } from '../audit-error.js';
import type { AuditReport } from '../report.js';

/** The file of the folder that has the digests of all others, signed. */
export const statementFile = 'statement.dsse.json';

/** A file and its SHA-256 in hexadecimal. */
export interface Digest {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly sha256: string;
}

/** A file of the folder, before it is written. */
export interface FolderFile {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly content: string;
}

export function digestOf({ path, content }: FolderFile): Digest {
  return { path, sha256: createHash('sha256').update(content).digest('hex') };
}

const payloadType = 'application/vnd.in-toto+json';
const statementType = 'https://in-toto.io/Statement/v1';
const predicateType = 'urn:distillable:evidence:1';

/** An in-toto statement (v1) about these files, in a DSSE envelope, signed by Ed25519. */
export function signStatement(files: readonly Digest[], report: AuditReport, key: KeyObject): string {
  const statement = {
    _type: statementType,
    subject: files.map(({ path, sha256 }) => ({ name: path, digest: { sha256 } })),
    predicateType,
    predicate: {
      generatedAt: report.generatedAt,
      version: report.version,
      data: report.files.map(({ file, rows, sha256 }) => ({ name: file, rows, digest: { sha256 } })),
      outputs: Object.values(report.outputs)
        .filter((output) => output !== null)
        .map(({ path, sha256 }) => ({ name: path, digest: { sha256 } })),
      totals: report.totals,
      catalogs: report.catalogs.map(({ digest }) => digest),
    },
  };
  const payload = Buffer.from(JSON.stringify(statement));
  const envelope = {
    payloadType,
    payload: payload.toString('base64'),
    signatures: [{ keyid: keyIdOf(key), sig: sign(null, signedBytes(payload), key).toString('base64') }],
  };
  return `${JSON.stringify(envelope, null, 2)}\n`;
}

/** The bytes that DSSE signs: the type and the payload, each with its length. */
function signedBytes(payload: Buffer): Buffer {
  const head = `DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${payload.length} `;
  return Buffer.concat([Buffer.from(head), payload]);
}

/** The digests that were signed, of the folder's files and of the data; or what is wrong with the statement. */
export type ReadStatement =
  | { readonly files: readonly Digest[]; readonly data: ReadonlySet<string> }
  | { readonly code: 'STATEMENT_INVALID' | 'OTHER_KEY' | 'SIGNATURE_INVALID'; readonly message: string };

/** Reads an envelope that {@link signStatement} made. Anything in it that is not signed makes it invalid. */
export function readStatement(text: string, key: KeyObject): ReadStatement {
  const envelope = readEnvelope(text);
  if (envelope === null) return invalid('it is not a DSSE envelope with one signature and nothing else');
  const { payload, keyid, signature } = envelope;
  if (keyid !== keyIdOf(key)) {
    const message = `It says that it was signed by the key ${keyid}, which is not the given one (${keyIdOf(key)}).`;
    return { code: 'OTHER_KEY', message };
  }
  if (!verify(null, signedBytes(payload), key, signature)) {
    const message =
      'The signature does not fit the statement: one of them was changed, so its digests prove nothing.';
    return { code: 'SIGNATURE_INVALID', message };
  }
  return (
    readPayload(payload.toString()) ??
    invalid('what was signed is not a statement about a folder of evidence')
  );
}

function invalid(reason: string): ReadStatement {
  return { code: 'STATEMENT_INVALID', message: `The statement can't be used: ${reason}.` };
}

interface Envelope {
  readonly payload: Buffer;
  readonly keyid: string;
  readonly signature: Buffer;
}

function readEnvelope(text: string): Envelope | null {
  const envelope = parseObject(text);
  if (envelope === null || envelope['payloadType'] !== payloadType) return null;
  const { payload, signatures } = envelope;
  if (!Array.isArray(signatures) || signatures.length !== 1) return null;
  const [first]: readonly unknown[] = signatures;
  if (!isObject(first)) return null;
  const { keyid, sig } = first;
  if (typeof keyid !== 'string' || typeof payload !== 'string' || typeof sig !== 'string') return null;
  // Byte for byte as it was written: nothing unsigned was added, no key is there twice, no Base64 can be read in two ways.
  const [bytes, signature] = [Buffer.from(payload, 'base64'), Buffer.from(sig, 'base64')];
  const written = {
    payloadType,
    payload: bytes.toString('base64'),
    signatures: [{ keyid, sig: signature.toString('base64') }],
  };
  return text === `${JSON.stringify(written, null, 2)}\n` ? { payload: bytes, keyid, signature } : null;
}

function readPayload(payload: string): Extract<ReadStatement, { files: unknown }> | null {
  const statement = parseObject(payload);
  if (statement?.['_type'] !== statementType || statement['predicateType'] !== predicateType) return null;
  const { subject, predicate } = statement;
  const files = readDigests(subject);
  if (files === null || !isObject(predicate)) return null;
  const [data, outputs] = [readDigests(predicate['data']), readDigests(predicate['outputs'])];
  if (data === null || outputs === null) return null;
  return {
    files: files.flatMap(({ name, sha256 }) => (sha256 === null ? [] : [{ path: name, sha256 }])),
    data: new Set([...data, ...outputs].flatMap(({ sha256 }) => sha256 ?? [])),
  };
}

interface NamedDigest {
  readonly name: string;
  /** Null for data that was not read completely, as on a hub. */
  readonly sha256: string | null;
}

function readDigests(value: unknown): readonly NamedDigest[] | null {
  if (!Array.isArray(value)) return null;
  const digests = value.map((each: unknown): NamedDigest | null => {
    if (!isObject(each) || !isObject(each['digest']) || typeof each['name'] !== 'string') return null;
    const { sha256 } = each['digest'];
    return typeof sha256 === 'string' || sha256 === null ? { name: each['name'], sha256 } : null;
  });
  return digests.every((digest) => digest !== null) ? digests : null;
}

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
  const pem = await reading(path, readFile(path, 'utf8'));
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
