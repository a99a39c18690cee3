// node bench/run.mjs [--smoke] [--rows N] [BENCHMARK…]: compares us with baselines measured in the same run, and prints
// a table of medians. BENCHMARK is the name of a file in benchmarks/; without one, all are run. --rows says how many
// rows the datasets of audit-rows and read-parquet have (1,000,000).
// With --smoke few rounds are run, to see that every benchmark works; its figures mean nothing and fail nothing.
import { parseArgs } from 'node:util';
import { auditRows } from './benchmarks/audit-rows.mjs';
import { callByCall } from './benchmarks/call-by-call.mjs';
import { commandsOnWarmCache } from './benchmarks/commands-on-warm-cache.mjs';
import { evaluateRequest } from './benchmarks/evaluate-request.mjs';
import { latencyThroughGateways } from './benchmarks/latency-through-gateways.mjs';
import { loadLargeSnapshot } from './benchmarks/load-large-snapshot.mjs';
import { loadSnapshot } from './benchmarks/load-snapshot.mjs';
import { memoryOfStream } from './benchmarks/memory-of-stream.mjs';
import { readBytes } from './benchmarks/read-bytes.mjs';
import { readParquet } from './benchmarks/read-parquet.mjs';
import { resolveSlug } from './benchmarks/resolve-slug.mjs';
import { sendAtOnce } from './benchmarks/send-at-once.mjs';
import { sendThroughGateways } from './benchmarks/send-through-gateways.mjs';
import { worstBody } from './benchmarks/worst-body.mjs';
import { comparisonTable, isMet } from './comparison-table.mjs';

const benchmarks = new Map(
  Object.entries({
    'load-snapshot': loadSnapshot,
    'load-large-snapshot': loadLargeSnapshot,
    'resolve-slug': resolveSlug,
    'evaluate-request': evaluateRequest,
    'worst-body': worstBody,
    'call-by-call': callByCall,
    'send-at-once': sendAtOnce,
    'read-bytes': readBytes,
    'memory-of-stream': memoryOfStream,
    'commands-on-warm-cache': commandsOnWarmCache,
    'send-through-gateways': sendThroughGateways,
    'latency-through-gateways': latencyThroughGateways,
    'audit-rows': auditRows,
    'read-parquet': readParquet,
  }),
);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { smoke: { type: 'boolean', default: false }, rows: { type: 'string' } },
});
const { smoke } = values;
const rows = Number(values.rows ?? (smoke ? 20_000 : 1_000_000));

const comparisons = [];
for (const name of positionals.length > 0 ? positionals : benchmarks.keys()) {
  const benchmark = benchmarks.get(name);
  if (benchmark === undefined) throw new Error(`no benchmark ${name}; there are: ${[...benchmarks.keys()]}`);
  comparisons.push(...(await benchmark({ smoke, rows })));
}
console.log(comparisonTable(comparisons));
if (smoke) console.log('smoke: few rounds, the figures mean nothing');
else if (!comparisons.every(isMet)) process.exitCode = 1;
