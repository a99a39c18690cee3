import { stat } from 'node:fs/promises';
import { isAbsolute, relative } from 'node:path';
import { unreadable } from '../audit-error.js';
import { createHubClient, type HubOptions } from './hub/hub-client.js';
import { isHubAddress, listHubFiles, openHubSource, parseHubAddress } from './hub/hub-files.js';
import type { InputSource } from './open.js';
import type { AuditFormat } from './reader.js';

/**
 * The input of an audit: a file, a glob, a directory, a dataset on the Hugging Face Hub
 * (`hf://datasets/author/name[@revision][/config][/split]`), or a stream with a name for the report (`-` for standard
 * input).
 */
export type AuditInput = string | AuditStream;

/** Rows from anywhere. They are read once, from start to end, and decompressed where their first bytes say so. */
export interface AuditStream {
  /** Its name in the report. */
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

/**
 * The files that these paths, globs and directories name, each once. An existing file is taken as it is; of a directory,
 * all data files at any depth; any other text is a glob.
 *
 * @throws AuditError `INPUT_UNREADABLE` for a directory without data files, a missing file and a glob without a match
 */
export async function findFiles(patterns: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const pattern of patterns) found.push(...(await matching(pattern)));
  return [...new Set(found)];
}

async function matching(pattern: string): Promise<readonly string[]> {
  const facts = await stat(pattern).catch((cause: unknown) => unreadable(pattern, cause));
  if (!(facts instanceof Error)) {
    return facts.isDirectory() ? dataFilesIn(pattern) : [pattern];
  }
  const { glob, isDynamicPattern } = await import('tinyglobby');
  if (!isDynamicPattern(pattern)) throw facts;
  const paths = await glob(pattern, { absolute: isAbsolute(pattern), expandDirectories: false });
  if (paths.length === 0) throw unreadable(pattern, 'no file matches it');
  return paths.sort();
}

/** The endings of data files in a directory. */
const dataFiles = '**/*.{jsonl,ndjson,json,csv,tsv,parquet,arrow}{,.gz,.gzip,.zst,.zstd}';

/** Files that describe a dataset, and hold no rows of it. */
const descriptions = [
  '**/dataset_info.json',
  '**/dataset_infos.json',
  '**/dataset_dict.json',
  '**/state.json',
];

async function dataFilesIn(directory: string): Promise<readonly string[]> {
  const paths = await filesIn(directory, dataFiles, descriptions);
  if (paths.length === 0)
    throw unreadable(directory, 'the directory has no data files (JSONL, JSON, CSV, TSV, Parquet)');
  return paths;
}

/** The files of a directory that match a glob, in order. */
export async function filesIn(
  directory: string,
  pattern: string,
  ignore: readonly string[] = [],
): Promise<readonly string[]> {
  const { glob } = await import('tinyglobby');
  const options = { cwd: directory, absolute: true, ignore: [...ignore], caseSensitiveMatch: false };
  const paths = await glob(pattern, options);
  return paths.map((path) => (isAbsolute(directory) ? path : relative('.', path))).sort();
}
