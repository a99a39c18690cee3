import { Agent } from 'undici';
import { model } from '../answers/sample-guard.mjs';
import { startAnswers } from '../answers/start-answers.mjs';
import { createSender } from '../gateways/create-sender.mjs';
import { processorTime } from '../gateways/processor-time.mjs';
import { startPortkey } from '../gateways/start-portkey.mjs';
import { startProxy } from '../gateways/start-proxy.mjs';
import { median } from '../median.mjs';
import { runInterleaved } from '../run-interleaved.mjs';
import { throughput } from '../throughput.mjs';

const connections = 50;
const eventCount = 200;

/**
 * Many chats at once through `distillable proxy`, against going to the upstream directly and against Portkey's gateway.
 * Sender, gateway and upstream have a process each and share the machine, so that a slow upstream hides what a gateway
 * can do: the processor time of the gateway alone is told too.
 *
 * @param {{ readonly smoke: boolean }} options
 * @returns {Promise<import('../comparison-table.mjs').Comparison[]>}
 */
export async function sendThroughGateways({ smoke }) {
  const answers = await startAnswers(model);
  try {
    const streams = { stream: true, requests: 100, rounds: { rounds: 20, warmUp: 5 } };
    const name = `${connections} streams of ${eventCount} events at once`;
    /** @type {readonly (Load & { readonly path: string })[]} */
    const loads = [
      {
        path: 'whole',
        name: `${connections} chats at once`,
        stream: false,
        requests: 500,
        rounds: { rounds: 30, warmUp: 10 },
        goal: { atLeast: 2 },
      },
      { path: `coalesced-${eventCount}`, name: `${name}, in one write`, ...streams, goal: { atLeast: 2 } },
      // Two processors need long to write and read these: the gateways' own processor time tells more of them.
      {
        path: `separate-${eventCount}`,
        name: `${name}, in separate writes`,
        ...streams,
        goal: { atLeast: 2 },
      },
    ];
    const comparisons = [];
    for (const load of loads) {
      const few = { requests: 2 * connections, rounds: { rounds: 1, warmUp: 0 } };
      comparisons.push(...(await compare(`${answers.origin}/${load.path}`, { ...load, ...(smoke && few) })));
    }
    return comparisons;
  } finally {
    await answers.close();
  }
}

/** @typedef {import('../gateways/create-sender.mjs').Gateway} Gateway */

/**
 * @typedef {object} Load
 * @property {string} name
 * @property {boolean} stream
 * @property {number} requests In each round.
 * @property {{ readonly rounds: number, readonly warmUp: number }} rounds
 * @property {{ readonly atLeast: number }} goal Against Portkey's gateway.
 */

/**
 * @param {string} baseUrl Of the upstream.
 * @param {Load} load
 * @returns {Promise<import('../comparison-table.mjs').Comparison[]>}
 */
async function compare(baseUrl, { name, stream, requests, rounds, goal }) {
  const dispatcher = new Agent({ connections });
  const [proxy, portkey] = [await startProxy(baseUrl), await startPortkey(baseUrl)];
  try {
    /** @param {Pick<Gateway, 'url' | 'headers'> & Partial<Gateway>} target */
    const sendTo = (target) => {
      const send = createSender(target, { stream, dispatcher });
      return measure(throughput(send, { connections, requests }), requests, target.pid);
    };
    const direct = sendTo({ url: `${baseUrl}/chat/completions`, headers: {} });
    const withDirect = await runInterleaved({ baseline: direct, ours: sendTo(proxy) }, rounds);
    const withPortkey = await runInterleaved({ baseline: sendTo(portkey), ours: sendTo(proxy) }, rounds);
    await expectVerified(proxy, 2 * requests * (rounds.rounds + rounds.warmUp));
    return [
      compareSpeed(`${name}: distillable proxy / direct`, withDirect, null),
      compareSpeed(`${name}: distillable proxy / @portkey-ai/gateway`, withPortkey, goal),
      ...compareWork(`${name}: processor time of distillable proxy / @portkey-ai/gateway`, withPortkey),
    ];
  } finally {
    await Promise.all([dispatcher.close(), proxy.close(), portkey.close()]);
  }
}

/** @typedef {{ readonly speed: number, readonly work: number | null }} Cost Chats in a second; milliseconds for each. */

/**
 * @param {() => Promise<number>} speedOfRound
 * @param {number} requests
 * @param {number | undefined} pid Of the gateway; undefined where there is none.
 * @returns {() => Promise<Cost>}
 */
function measure(speedOfRound, requests, pid) {
  const worked = () => (pid === undefined ? null : processorTime(pid));
  return async () => {
    const before = worked();
    const speed = await speedOfRound();
    const after = worked();
    return { speed, work: before === null || after === null ? null : (after - before) / requests };
  };
}

/**
 * @param {Awaited<ReturnType<typeof startProxy>>} proxy
 * @param {number} count
 */
async function expectVerified(proxy, count) {
  const verified = await proxy.verified();
  if (verified !== count) throw new Error(`${verified} of ${count} answers were verified`);
}

/** @typedef {{ readonly baseline: readonly Cost[], readonly ours: readonly Cost[] }} Costs */

/**
 * @param {string} name
 * @param {Costs} costs
 * @param {import('../comparison-table.mjs').Comparison['goal']} goal
 * @returns {import('../comparison-table.mjs').Comparison}
 */
function compareSpeed(name, { baseline, ours }, goal) {
  const of = (/** @type {readonly Cost[]} */ all) => median(all.map(({ speed }) => speed));
  return { name, unit: 'requests/s', baseline: of(baseline), ours: of(ours), goal };
}

/**
 * @param {string} name
 * @param {Costs} costs
 * @returns {import('../comparison-table.mjs').Comparison[]} None where the system does not tell.
 */
function compareWork(name, costs) {
  const [baseline, ours] = [costs.baseline, costs.ours].map((all) =>
    all.flatMap(({ work }) => (work === null ? [] : [work])),
  );
  if (baseline === undefined || ours === undefined || baseline.length === 0) return [];
  return [{ name, unit: 'ms', baseline: median(baseline), ours: median(ours), goal: { ratio: 0.5 } }];
}
