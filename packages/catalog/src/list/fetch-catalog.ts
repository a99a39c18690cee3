import { CatalogError } from '../errors.js';
import { IndexedSnapshot } from '../indexed-snapshot.js';
import { fetchList, fetchListIfChanged, type ListServer, type ModelList } from './fetch-list.js';
import { get } from './get.js';
import { type LabelledModels, type Lists, labelModels } from './label-models.js';
import { parseHosts, type ServingHost } from './wire-schema.js';

/** A snapshot, with the ETags by which the server can confirm it. */
export interface FetchedCatalog {
  readonly snapshot: IndexedSnapshot;
  /** Null if the server can't confirm the lists, and they have to be fetched in full. */
  readonly validators: Validators | null;
}

/** The ETags of the three lists. All or none: a mixture could join the lists of two different days. */
export type Validators = Lists<string>;

/** The settings for fetching. */
export interface CatalogServer extends ListServer {
  readonly warn: (warning: CatalogError) => void;
}

/** Fetches the three lists and joins them, or lets the server confirm that `current` is unchanged. */
export async function fetchCatalog(
  server: CatalogServer,
  current: FetchedCatalog | null,
): Promise<FetchedCatalog> {
  const finished = new AbortController();
  const signal = AbortSignal.any([server.signal, finished.signal]);
  try {
    return await fetchOrConfirm({ ...server, signal }, current);
  } finally {
    // If one list failed, the other two are of no use.
    finished.abort();
  }
}

async function fetchOrConfirm(
  server: CatalogServer,
  current: FetchedCatalog | null,
): Promise<FetchedCatalog> {
  // From before the first byte was requested, so that the list is never older than it says.
  const retrievedAt = server.now();
  let lists: Lists<ModelList> | null = null;
  if (current !== null && current.validators !== null) {
    lists = await fetchListsIfChanged(server, current.validators);
    if (lists === null) return { ...current, snapshot: current.snapshot.confirmedAt(retrievedAt) };
  }
  lists ??= await fetchLists(server);
  let labelled = labelModels(lists);
  if (!isConsistent(labelled)) {
    // The list may have changed between two of the requests: fetch it once more before reporting that.
    lists = await fetchLists(server);
    labelled = labelModels(lists);
    warnOfInconsistencies(labelled, server.warn);
  }
  const source = { url: server.baseUrl.href, sample: lists.distillable.sample ?? lists.all.sample };
  return {
    snapshot: new IndexedSnapshot(labelled.models, retrievedAt, source),
    validators: isConsistent(labelled) ? validatorsOf(lists) : null,
  };
}

async function fetchLists(server: CatalogServer): Promise<Lists<ModelList>> {
  const [all, distillable, notDistillable] = await Promise.all([
    fetchList(server, null),
    fetchList(server, 'true'),
    fetchList(server, 'false'),
  ]);
  return { all, distillable, notDistillable };
}

/** Null if none of the lists has changed. If one has, the others are fetched as well. */
async function fetchListsIfChanged(
  server: CatalogServer,
  validators: Validators,
): Promise<Lists<ModelList> | null> {
  const [all, distillable, notDistillable] = await Promise.all([
    fetchListIfChanged(server, null, validators.all),
    fetchListIfChanged(server, 'true', validators.distillable),
    fetchListIfChanged(server, 'false', validators.notDistillable),
  ]);
  if (all === null && distillable === null && notDistillable === null) return null;
  return {
    all: all ?? (await fetchList(server, null)),
    distillable: distillable ?? (await fetchList(server, 'true')),
    notDistillable: notDistillable ?? (await fetchList(server, 'false')),
  };
}

function validatorsOf({ all, distillable, notDistillable }: Lists<ModelList>): Validators | null {
  if (all.etag === null || distillable.etag === null || notDistillable.etag === null) return null;
  return { all: all.etag, distillable: distillable.etag, notDistillable: notDistillable.etag };
}

function isConsistent({ overlapping, incomplete }: LabelledModels): boolean {
  return overlapping.length === 0 && incomplete.length === 0;
}

function warnOfInconsistencies(
  { overlapping, incomplete }: LabelledModels,
  warn: (warning: CatalogError) => void,
): void {
  if (overlapping.length > 0) {
    const message = `In both filtered lists, so counted as not distillable: ${listSome(overlapping)}.`;
    warn(new CatalogError('CATALOG_LISTS_OVERLAP', message, { details: { slugs: overlapping } }));
  }
  if (incomplete.length > 0) {
    const message = `Missing from one of the lists, so counted as not distillable: ${listSome(incomplete)}.`;
    warn(new CatalogError('CATALOG_LISTS_INCOMPLETE', message, { details: { slugs: incomplete } }));
  }
}

function listSome(slugs: readonly string[]): string {
  const shown = slugs.slice(0, 5).join(', ');
  return slugs.length > 5 ? `${shown} and ${slugs.length - 5} more` : shown;
}

/** A request that only explains may take this share of the list's timeout. */
const patience = 0.3;

/** Asks once for the hosts that serve a model. */
export async function fetchHosts(server: CatalogServer, slug: string): Promise<readonly ServingHost[]> {
  const path = slug.split('/').map(encodeURIComponent).join('/').replaceAll('%3A', ':');
  const url = new URL(`${server.baseUrl.href.replace(/\/$/, '')}/models/${path}/endpoints`);
  const timeout = Math.ceil(server.timeout * patience);
  const { body } = await get(url, { ...server, timeout, retry: { ...server.retry, retries: 0 } });
  return parseHosts(url, body);
}
