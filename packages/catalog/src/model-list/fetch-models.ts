import type { CatalogOptions } from '../catalog-options.js';
import { CatalogError } from '../errors.js';
import type { CatalogModel } from '../snapshot/catalog-model.js';
import { type DistillableFilter, fetchList, type ModelList } from './fetch-list.js';
import { type LabelledModels, labelModels } from './label-models.js';
import type { Transport } from './request.js';

/** The ETags of the three lists. All or none: a mixture could join two different days. */
export interface Validators {
  readonly all: string;
  readonly distillable: string;
  readonly notDistillable: string;
}

/** What the network side of a catalog needs. */
export interface ModelSource {
  readonly baseUrl: URL;
  readonly transport: Transport;
  readonly retry: CatalogOptions['retry'];
  readonly warn: (warning: CatalogError) => void;
}

/** A list that was read whole. */
export interface FetchedModels {
  readonly models: readonly CatalogModel[];
  readonly validators: Validators | null;
  readonly sample: string | null;
}

/** Reads the three lists and joins them; asks conditionally where validators are known. */
export async function fetchModels(
  source: ModelSource,
  validators: Validators | null,
): Promise<FetchedModels | 'unchanged'> {
  const first = await fetchLists(source, validators);
  if (first === 'unchanged') return first;
  const labelled = labelModels(rowsOf(first));
  if (fits(labelled)) return changed(first, labelled);

  // The list may have moved between two of the calls: look once more before saying so.
  const second = await fetchLists(source, null);
  if (second === 'unchanged') return second;
  const again = labelModels(rowsOf(second));
  warnOfMisfits(again, source.warn);
  return changed(second, again);
}

interface Lists {
  readonly all: ModelList;
  readonly distillable: ModelList;
  readonly notDistillable: ModelList;
}

async function fetchLists(source: ModelSource, validators: Validators | null): Promise<Lists | 'unchanged'> {
  const list = (filter: DistillableFilter, etag: string | null) =>
    fetchList(source.baseUrl, filter, etag, source.transport, source.retry);
  const [all, distillable, notDistillable] = await Promise.all([
    list(null, validators?.all ?? null),
    list('true', validators?.distillable ?? null),
    list('false', validators?.notDistillable ?? null),
  ]);
  if (all === null && distillable === null && notDistillable === null) return 'unchanged';
  const read = async (filter: DistillableFilter): Promise<ModelList> => {
    const whole = await list(filter, null);
    if (whole === null)
      throw new CatalogError('CATALOG_SHAPE', 'The server confirmed a list that was never read.', {
        details: { url: source.baseUrl.href, path: '' },
      });
    return whole;
  };
  return {
    all: all ?? (await read(null)),
    distillable: distillable ?? (await read('true')),
    notDistillable: notDistillable ?? (await read('false')),
  };
}

function rowsOf(lists: Lists): Parameters<typeof labelModels>[0] {
  return {
    all: lists.all.rows,
    distillable: lists.distillable.rows,
    notDistillable: lists.notDistillable.rows,
  };
}

function fits({ overlapping, incomplete }: LabelledModels): boolean {
  return overlapping.length === 0 && incomplete.length === 0;
}

function changed(
  { all, distillable, notDistillable }: Lists,
  { models, ...misfits }: LabelledModels,
): FetchedModels {
  const complete = all.etag !== null && distillable.etag !== null && notDistillable.etag !== null;
  const validators =
    complete && fits({ models, ...misfits })
      ? { all: all.etag, distillable: distillable.etag, notDistillable: notDistillable.etag }
      : null;
  return { models, validators, sample: distillable.sample ?? all.sample };
}

function warnOfMisfits(
  { overlapping, incomplete }: LabelledModels,
  warn: (warning: CatalogError) => void,
): void {
  if (overlapping.length > 0) {
    const message = `In both filtered lists, so counted as not distillable: ${some(overlapping)}.`;
    warn(new CatalogError('CATALOG_LISTS_OVERLAP', message, { details: { slugs: overlapping } }));
  }
  if (incomplete.length > 0) {
    const message = `Missing from one of the lists, so counted as not distillable: ${some(incomplete)}.`;
    warn(new CatalogError('CATALOG_LISTS_INCOMPLETE', message, { details: { slugs: incomplete } }));
  }
}

function some(slugs: readonly string[]): string {
  const shown = slugs.slice(0, 5).join(', ');
  return slugs.length > 5 ? `${shown} and ${slugs.length - 5} more` : shown;
}
