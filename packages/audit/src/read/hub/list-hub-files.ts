import { isObject } from '@distillable/catalog';
import { unreadable } from '../../audit-error.js';
import type { HubAddress } from './hub-address.js';
import type { HubClient } from './hub-client.js';

/** A Parquet file on the Hub. */
export interface HubFile {
  /** For reports: `hf://datasets/author/name/config/split/0000.parquet`. */
  readonly name: string;
  readonly url: string;
  /** What the Hub says about its content; null where it says nothing. */
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
