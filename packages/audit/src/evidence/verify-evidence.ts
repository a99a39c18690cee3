import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { reading, unreadable } from '../audit-error.js';
import { hashFile } from '../read/hash-file.js';
import { type Digest, keyIdOf, readPublicKey, readStatement, statementFile } from './statement.js';

/** One difference from what was signed. */
export interface EvidenceProblem {
  /** The kind of difference. */
  readonly code: /** There is no statement: the folder was not signed, or the statement was taken out. */
    | 'NOT_SIGNED'
    /** It is invalid, or contains something that was not signed. */
    | 'STATEMENT_INVALID'
    /** It was signed by another key than the given one. */
    | 'OTHER_KEY'
    /** The signature or the statement was changed. */
    | 'SIGNATURE_INVALID'
    | 'CHANGED'
    | 'ADDED'
    | 'REMOVED'
    /** A link, a device or the like in the place of a file. */
    | 'NOT_A_FILE'
    /** No file that was audited, or that the audit wrote, has the content of this one. */
    | 'DATA_DIFFERS';
  /** Relative to the folder, with `/`; of data as it was given. */
  readonly path: string;
  /** For people. */
  readonly message: string;
}

/** The result of checking a folder of evidence. */
export interface EvidenceVerification {
  /** As it was given. */
  readonly directory: string;
  /** SHA-256 of the public key that it was checked with. */
  readonly keyId: string;
  /** How many files the statement names; 0 if it can't be trusted. */
  readonly files: number;
  /** Empty if the folder is as it was signed. */
  readonly problems: readonly EvidenceProblem[];
}

/** The inputs for checking a folder of evidence. */
export interface VerifyEvidenceOptions {
  /** Path of the Ed25519 public key, in PEM. */
  readonly key: string;
  /** Paths of files that should be among those that were audited, or that the audit wrote. @default none */
  readonly data?: readonly string[] | undefined;
}

/**
 * Checks that a folder of evidence is as it was signed: no file changed, added or removed, and signed by this key.
 *
 * @throws AuditError `INPUT_UNREADABLE` if the folder, a file in it, the key or a file of the data can't be read
 */
export async function verifyEvidence(
  directory: string,
  { key, data = [] }: VerifyEvidenceOptions,
): Promise<EvidenceVerification> {
  const publicKey = await readPublicKey(key);
  const found = await listFolder(directory);
  const result = (files: number, problems: readonly EvidenceProblem[]): EvidenceVerification => ({
    directory,
    keyId: keyIdOf(publicKey),
    files,
    problems,
  });
  const odd = found.filter(({ kind }) => kind === 'other').map(({ path }) => problem('NOT_A_FILE', path));
  if (!found.some(({ path, kind }) => path === statementFile && kind === 'file'))
    return result(0, [
      problem('NOT_SIGNED', statementFile),
      ...odd.filter(({ path }) => path !== statementFile),
    ]);
  const statement = readStatement(await readFile(join(directory, statementFile), 'utf8'), publicKey);
  if (!('files' in statement)) return result(0, [{ ...statement, path: statementFile }, ...odd]);
  const files = found.filter(({ path, kind }) => kind === 'file' && path !== statementFile);
  return result(statement.files.length, [
    ...odd,
    ...(await compare(directory, statement.files, files, odd)),
    ...emptyFolders(found),
    ...(await compareData(data, statement.data)),
  ]);
}

async function compare(
  directory: string,
  signed: readonly Digest[],
  files: readonly FolderEntry[],
  odd: readonly EvidenceProblem[],
): Promise<readonly EvidenceProblem[]> {
  const left = new Set(files.map(({ path }) => path));
  const problems: EvidenceProblem[] = [];
  for (const { path, sha256 } of signed) {
    if (odd.some((each) => each.path === path)) continue;
    if (!left.delete(path)) problems.push(problem('REMOVED', path));
    else if ((await digestOf(join(directory, path))) !== sha256) problems.push(problem('CHANGED', path));
  }
  return [...problems, ...[...left].map((path) => problem('ADDED', path))];
}

async function compareData(
  paths: readonly string[],
  audited: ReadonlySet<string>,
): Promise<readonly EvidenceProblem[]> {
  const problems: EvidenceProblem[] = [];
  for (const path of paths)
    if (!audited.has(await digestOf(path))) problems.push(problem('DATA_DIFFERS', path));
  return problems;
}

/** An empty folder was added: signed folders hold files. */
function emptyFolders(found: readonly FolderEntry[]): readonly EvidenceProblem[] {
  return found
    .filter(({ path, kind }) => kind === 'folder' && !found.some((each) => each.path.startsWith(`${path}/`)))
    .map(({ path }) => problem('ADDED', path));
}

const messages = {
  NOT_SIGNED: 'There is no statement here: the folder was not signed, or it was taken out.',
  CHANGED: 'It is not what was signed.',
  ADDED: 'It was not there when the folder was signed.',
  REMOVED: 'It was signed, and is not there any more.',
  NOT_A_FILE: 'It is neither a file nor a folder, but a link or the like.',
  DATA_DIFFERS: 'No file that was audited, or that the audit wrote, has this content.',
} as const;

function problem(code: keyof typeof messages, path: string): EvidenceProblem {
  return { code, path, message: messages[code] };
}

interface FolderEntry {
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'other';
}

/** Everything below a folder, without following links. */
async function listFolder(directory: string): Promise<readonly FolderEntry[]> {
  const entries: FolderEntry[] = [];
  const visit = async (parent: string): Promise<void> => {
    for (const entry of await readdir(join(directory, parent), { withFileTypes: true })) {
      const path = parent === '' ? entry.name : `${parent}/${entry.name}`;
      const kind = entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other';
      entries.push({ path, kind });
      if (kind === 'folder') await visit(path);
    }
  };
  try {
    await visit('');
  } catch (cause) {
    throw unreadable(directory, cause);
  }
  return entries.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function digestOf(path: string): Promise<string> {
  return reading(path, hashFile(path));
}
