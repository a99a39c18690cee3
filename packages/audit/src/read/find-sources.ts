import { findFiles } from './find.js';
import { isHubAddress, parseHubAddress } from './hub/hub-address.js';
import { createHubClient, type HubOptions } from './hub/hub-client.js';
import { openHubSource } from './hub/hub-source.js';
import { listHubFiles } from './hub/list-hub-files.js';
import type { InputSource } from './open.js';
import type { AuditFormat } from './reader.js';

/**
 * What to audit: a file, a glob, a directory, a dataset on the Hugging Face Hub
 * (`hf://datasets/author/name[@revision][/config][/split]`), or a stream with a name for the report (`-` for standard
 * input).
 */
export type AuditInput = string | AuditStream;

/** Rows from anywhere. They are read once, from start to end, and decompressed where their first bytes say so. */
export interface AuditStream {
  /** What the report calls it. */
  readonly name: string;
  /** Its bytes, in chunks of any size. */
  readonly stream: AsyncIterable<Uint8Array>;
}

/**
 * Finds everything that the inputs name, each once, in their order.
 *
 * @throws AuditError `INPUT_UNREADABLE`
 */
export async function findSources(
  inputs: readonly AuditInput[],
  format: AuditFormat | null,
  hub: HubOptions,
): Promise<readonly InputSource[]> {
  const sources = new Map<string, InputSource>();
  const add = (source: Partial<InputSource> & Pick<InputSource, 'name'>): void => {
    sources.set(source.name, { format, stream: null, remote: null, ...source });
  };
  for (const input of inputs) {
    if (typeof input !== 'string') add(input);
    else if (isHubAddress(input)) for (const source of await findOnHub(input, hub)) add(source);
    else for (const name of await findFiles([input])) add({ name });
  }
  return [...sources.values()];
}

async function findOnHub(
  input: string,
  options: HubOptions,
): Promise<readonly Pick<InputSource, 'name' | 'remote'>[]> {
  const client = createHubClient(options);
  const files = await listHubFiles(parseHubAddress(input), client, input);
  return files.map((file) => {
    const { name, sha256 } = file;
    return { name, remote: { input: { name, open: () => openHubSource(file, client) }, sha256 } };
  });
}
