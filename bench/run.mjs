// node bench/run.mjs [--smoke]: compares us with baselines measured in the same run, and prints a table of medians.
// With --smoke few rounds are run, to see that every benchmark works; its figures mean nothing and fail nothing.
import { parseArgs } from 'node:util';
import { commandsOnWarmCache } from './benchmarks/commands-on-warm-cache.mjs';
import { evaluateRequest } from './benchmarks/evaluate-request.mjs';
import { loadLargeSnapshot } from './benchmarks/load-large-snapshot.mjs';
import { loadSnapshot } from './benchmarks/load-snapshot.mjs';
import { memoryOfStream } from './benchmarks/memory-of-stream.mjs';
import { readBytes } from './benchmarks/read-bytes.mjs';
import { readEvents } from './benchmarks/read-events.mjs';
import { resolveSlug } from './benchmarks/resolve-slug.mjs';
import { sendAtOnce } from './benchmarks/send-at-once.mjs';
import { comparisonTable, isMet } from './comparison-table.mjs';

const { smoke } = parseArgs({ options: { smoke: { type: 'boolean', default: false } } }).values;

const comparisons = [];
for (const benchmark of [
  loadSnapshot,
  loadLargeSnapshot,
  resolveSlug,
  evaluateRequest,
  sendAtOnce,
  readBytes,
  readEvents,
  memoryOfStream,
  commandsOnWarmCache,
]) {
  comparisons.push(...(await benchmark({ smoke })));
}
console.log(comparisonTable(comparisons));
if (smoke) console.log('smoke: few rounds, the figures mean nothing');
else if (!comparisons.every(isMet)) process.exitCode = 1;
