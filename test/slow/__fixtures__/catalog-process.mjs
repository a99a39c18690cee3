// A process with a catalog of its own over a shared Redis: node catalog-process.mjs REDIS_URL BASE_URL
// Prints the snapshot's digest, then every warning's code.
import { createCatalog } from '@distillable/catalog';
import KeyvRedis from '@keyv/redis';
import { Keyv } from 'keyv';

const [redisUrl, baseUrl] = process.argv.slice(2);
const store = new KeyvRedis(redisUrl);
const warnings = [];
const catalog = createCatalog({
  baseUrl,
  cache: new Keyv({ store }),
  onWarning: (warning) => warnings.push(warning.code),
});
const snapshot = await catalog.snapshot();
console.log([snapshot.digest, ...warnings].join('\n'));
await catalog.close();
await store.disconnect();
