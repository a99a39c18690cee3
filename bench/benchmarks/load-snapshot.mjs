import { createCatalog, saveSnapshot } from '@distillable/catalog';
import { elapsed } from '../elapsed.mjs';
import { fullRow } from '../full-row.mjs';
import { median } from '../median.mjs';
import { runInterleaved } from '../run-interleaved.mjs';
import { sampleBaseUrl, sampleSnapshot } from '../sample-snapshot.mjs';

/**
 * From the cache's text to a snapshot that answers, against parsing OpenRouter's list of the same rows.
 *
 * @param {{ readonly smoke: boolean }} options
 * @returns {Promise<import('../comparison-table.mjs').Comparison[]>}
 */
export async function loadSnapshot({ smoke }) {
  const snapshot = sampleSnapshot(400);
  const list = JSON.stringify({ data: snapshot.models().map(fullRow) });
  /** @type {Map<string, string>} */
  const texts = new Map();
  const cache = {
    get: async (/** @type {string} */ key) => texts.get(key),
    set: async (/** @type {string} */ key, /** @type {string} */ text) => texts.set(key, text),
  };
  await saveSnapshot(cache, sampleBaseUrl, snapshot);
  const costs = await runInterleaved(
    {
      baseline: elapsed(() => JSON.parse(list)),
      ours: elapsed(async () => {
        const catalog = createCatalog({ baseUrl: sampleBaseUrl, cache });
        await catalog.snapshot();
        await catalog.close();
      }),
    },
    smoke ? { rounds: 5, warmUp: 1 } : { rounds: 400, warmUp: 100 },
  );
  return [
    {
      name: 'load 400 cached rows / JSON.parse of the list',
      unit: 'ms',
      baseline: median(costs.baseline),
      ours: median(costs.ours),
      goal: { ratio: 0.5 },
    },
  ];
}
