import { snapshotFromModels } from '@distillable/catalog';
import { sampleModels } from './sample-models.mjs';

/**
 * A snapshot of made-up rows, read just now.
 *
 * @param {number} count
 */
export function sampleSnapshot(count) {
  const source = { url: sampleBaseUrl, sample: null };
  return snapshotFromModels({ models: sampleModels(count), retrievedAt: new Date(), source });
}

/** Nothing listens there: who asks the network instead of the cache fails. */
export const sampleBaseUrl = 'http://127.0.0.1:1/api/v1';
