import { isObject } from '@distillable/catalog';
import { unreadable } from '../../audit-error.js';
import type { ParquetSource } from '../parquet/chunk-pages.js';
import type { ByteRange, HubClient } from './hub-client.js';

/** A dataset on the Hugging Face Hub, or a part of it. */
interface HubAddress {
  /** `author/name`. */
  readonly repository: string;
  /** A branch, a tag or a commit; null: the Parquet files that the Hub makes of the newest commit. */
  readonly revision: string | null;
  readonly config: string | null;
  readonly split: string | null;
}

/** Whether an input of an audit is a dataset on the Hugging Face Hub (`hf://…`), well-formed or not. */
export function isHubAddress(input: string): boolean {
  return input.startsWith('hf://');
}

const form = /^hf:\/\/datasets\/([\w.-]+\/[\w.-]+)(?:@([^/]+))?(?:\/([^/]+))?(?:\/([^/]+))?\/?$/;

/**
 * Reads `hf://datasets/author/name[@revision][/config][/split]`. A revision with a slash is written with `%2F`.
 *
 * @throws AuditError `INPUT_UNREADABLE`
 */
export function parseHubAddress(text: string): HubAddress {
  const [, repository, revision, config, split] = form.exec(text) ?? [];
  if (repository === undefined) {
    throw unreadable(text, 'write it as hf://datasets/author/name[@revision][/config][/split]');
  }
  const decoded = (part: string | undefined): string | null =>
    part === undefined ? null : decodeURIComponent(part);
  return { repository, revision: decoded(revision), config: decoded(config), split: decoded(split) };
}

/** A Parquet file on the Hub. */
export interface HubFile {
  /** For reports: `hf://datasets/author/name/config/split/0000.parquet`. */
  readonly name: string;
  readonly url: string;
  /** The SHA-256 that the Hub states for its content; null if it states none. */
  readonly sha256: string | null;
}

/**
 * Lists the Parquet files of a dataset, or of a part of it: without a revision those that the Hub makes of every dataset
 * (`/api/datasets/{repository}/parquet`), with one those that the dataset itself has.
 *
 * @throws AuditError `INPUT_UNREADABLE`
 */
export async function listHubFiles(
  address: HubAddress,
  client: HubClient,
  input: string,
): Promise<readonly HubFile[]> {
  const files = await (address.revision === null ? listConverted : listOwn)(address, client, input);
  if (files.length === 0)
    throw unreadable(input, 'it has no Parquet files, or none in this config and split');
  return files;
}

async function listConverted(
  { repository, config, split }: HubAddress,
  client: HubClient,
  input: string,
): Promise<readonly HubFile[]> {
  const { value } = await client.json(`api/datasets/${repository}/parquet`, input);
  const configs = isObject(value) ? Object.entries(value) : [];
  const files = configs
    .filter(([name]) => config === null || name === config)
    .flatMap(([name, splits]) =>
      (isObject(splits) ? Object.entries(splits) : [])
        .filter(([part]) => split === null || part === split)
        .flatMap(([part, urls]) => toFiles(urls, `hf://datasets/${repository}/${name}/${part}`)),
    );
  // Of very large datasets the Hub converts only the first part.
  if (files.some(({ url }) => /\/partial-[^/]*\//.test(url))) {
    throw unreadable(
      input,
      `the Hub has made Parquet of a part of it only. Name its own files: hf://datasets/${repository}@main`,
    );
  }
  return files;
}

function toFiles(urls: unknown, folder: string): readonly HubFile[] {
  const texts = Array.isArray(urls) ? urls.filter((url) => typeof url === 'string') : [];
  return texts.map((url) => ({
    name: `${folder}/${url.slice(url.lastIndexOf('/') + 1)}`,
    url,
    sha256: null,
  }));
}

/** Config and split are folders, or begin the name of a file: `data/train-00000-of-00002.parquet`. */
async function listOwn(
  { repository, revision, config, split }: HubAddress,
  client: HubClient,
  input: string,
): Promise<readonly HubFile[]> {
  const at = encodeURIComponent(revision ?? 'main');
  const found: HubFile[] = [];
  let path: string | null = `api/datasets/${repository}/tree/${at}?recursive=true`;
  while (path !== null) {
    const page: Awaited<ReturnType<HubClient['json']>> = await client.json(path, input);
    for (const entry of Array.isArray(page.value) ? page.value : []) {
      if (!isObject(entry) || typeof entry['path'] !== 'string' || !/\.parquet$/i.test(entry['path']))
        continue;
      const parts = entry['path'].split('/');
      if (![config, split].every((name) => name === null || parts.some((part) => isNamed(part, name))))
        continue;
      const { lfs } = entry;
      const oid = isObject(lfs) && typeof lfs['oid'] === 'string' ? lfs['oid'] : null;
      found.push({
        name: `hf://datasets/${repository}@${revision}/${entry['path']}`,
        url: `${client.endpoint}/datasets/${repository}/resolve/${at}/${parts.map(encodeURIComponent).join('/')}`,
        sha256: oid !== null && /^[\da-f]{64}$/.test(oid) ? oid : null,
      });
    }
    path = page.next;
  }
  return found;
}

function isNamed(part: string, name: string): boolean {
  return part === name || part.startsWith(`${name}-`) || part.startsWith(`${name}.`);
}

/** Enough to see that it is Parquet, and how large it is. */
const firstBytes: ByteRange = { start: 0, end: 4 };

/** @throws AuditError `INPUT_UNREADABLE`, as `slice` does: also where the file changes while it is read */
export async function openHubSource({ url, name }: HubFile, client: HubClient): Promise<ParquetSource> {
  const first = await client.range(url, firstBytes, name);
  return {
    byteLength: first.size,
    async slice(start, end) {
      if (end <= start) return new ArrayBuffer(0);
      const { bytes, size, etag } = await client.range(url, { start, end }, name);
      if (size !== first.size || etag !== first.etag)
        throw unreadable(name, 'it was changed while it was read');
      return bytes;
    },
  };
}
