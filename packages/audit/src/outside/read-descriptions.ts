import { open, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { reasonOf } from '@distillable/catalog';
import type { AuditInput } from '../read/find-sources.js';
import { filesIn } from '../read/find-sources.js';
import { createHubClient, type HubOptions } from '../read/hub/hub-client.js';
import { isHubAddress, parseHubAddress } from '../read/hub/hub-files.js';
import type { InputSource } from '../read/open.js';

/** A file that describes a dataset. */
export interface Description {
  readonly file: string;
  /** Its first 64 KiB. */
  readonly text: string;
}

/** The descriptions that were found beside the data. */
export interface Descriptions {
  readonly read: readonly Description[];
  readonly unread: readonly { readonly file: string; readonly message: string }[];
}

/** The dataset card, the pipeline as distilabel writes it, and what the library `datasets` says about a dataset. */
const fileNames = ['README.md', 'pipeline.yaml', 'dataset_info.json', 'dataset_infos.json'];
/** Cards are rarely that long, and each word takes time to look up. */
const maxBytes = 65_536;
const maxFiles = 100;

/**
 * Reads the files that describe the data: at any depth of a directory, beside a file, and at the top of a dataset on the
 * Hub. One that can't be read never ends an audit.
 */
export async function readDescriptions(
  inputs: readonly AuditInput[],
  sources: readonly InputSource[],
  hub: HubOptions,
): Promise<Descriptions> {
  const readers = new Map<string, () => Promise<string | null>>();
  for (const path of await findBelow(inputs)) readers.set(path, () => readStart(path));
  for (const path of besideOf(sources)) if (!readers.has(path)) readers.set(path, () => readCard(path));
  for (const input of new Set(inputs)) {
    if (typeof input !== 'string' || !isHubAddress(input)) continue;
    const { repository, revision } = parseHubAddress(input);
    const { text } = createHubClient(hub);
    for (const name of fileNames) {
      const path = `datasets/${repository}/resolve/${encodeURIComponent(revision ?? 'main')}/${name}`;
      const file = `hf://datasets/${repository}${revision === null ? '' : `@${revision}`}/${name}`;
      readers.set(file, () => text(path, maxBytes, file));
    }
  }
  for (const { name, stream } of sources) if (stream === null) readers.delete(name);
  return readAll(readers);
}

async function readAll(readers: ReadonlyMap<string, () => Promise<string | null>>): Promise<Descriptions> {
  const read: Description[] = [];
  const unread: { file: string; message: string }[] = [];
  for (const [file, readText] of readers) {
    if (read.length + unread.length >= maxFiles) break;
    try {
      const text = await readText();
      if (text !== null) read.push({ file, text });
    } catch (cause) {
      unread.push({ file, message: reasonOf(cause) });
    }
  }
  return { read, unread };
}

/** At any depth of the directories among the inputs. */
async function findBelow(inputs: readonly AuditInput[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const input of inputs) {
    if (typeof input !== 'string' || isHubAddress(input)) continue;
    const facts = await stat(input).catch(() => null);
    if (facts?.isDirectory() !== true) continue;
    found.push(...(await filesIn(input, `**/{${fileNames.join(',')}}`)));
  }
  return found;
}

function besideOf(sources: readonly InputSource[]): readonly string[] {
  const local = sources.filter(({ stream, remote }) => stream === null && remote === null);
  const directories = new Set(local.map(({ name }) => dirname(name)));
  return [...directories].flatMap((directory) => fileNames.map((name) => join(directory, name)));
}

/** Beside a file, a README without a head of YAML may be about anything, such as a program. */
async function readCard(path: string): Promise<string | null> {
  const text = await readStart(path);
  return text === null || (path.endsWith('.md') && !text.startsWith('---')) ? null : text;
}

/** Null if there is no such file, or if it is not a file. */
async function readStart(path: string): Promise<string | null> {
  const facts = await stat(path).catch(() => null);
  // A pipe would wait for its writer.
  if (facts?.isFile() !== true) return null;
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(maxBytes), 0, maxBytes, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}
