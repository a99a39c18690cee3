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
 * Sender, gateway and upstream have a process each and share the machine. Sender and upstream do the least that they can,
 * so that both together need less than either gateway, and the gateway is what limits the speed; its processor time is
 * reported too.
 *
 * @param {{ readonly smoke: boolean }} options
 * @returns {Promise<import('../comparison-table.mjs').Comparison[]>}
 */
export async function sendThroughGateways({ smoke }) {
  const answers = await startAnswers(model);
  try {
    // A gateway is as fast as it gets after about a thousand streams, and both have had them before they are measured.
    const streams = { stream: true, requests: 100, rounds: { rounds: 15, warmUp: 10 } };
    const name = `${connections} streams of ${eventCount} events at once`;
    /** @type {readonly (Load & { readonly path: string })[]} */
    const loads = [
      {
        path: 'whole',
        name: `${connections} chats at once`,
        stream: false,
        requests: 500,
        rounds: { rounds: 15, warmUp: 10 },
        goal: { atLeast: 2 },
      },
      { path: `coalesced-${eventCount}`, name: `${name}, in one write`, ...streams, goal: { atLeast: 2 } },
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
  /** @type {(() => void)[]} */
  const closers = [];
  const [proxy, portkey] = [await startProxy(baseUrl), await startPortkey(baseUrl)];
  try {
    /** @param {Pick<Gateway, 'url' | 'headers'> & Partial<Gateway>} target */
    const sendTo = (target) => {
      const { send, close } = createSender(target, { stream });
      closers.push(close);
      return measure(throughput(send, { connections, requests }), requests, target.pid);
    };
    const sides = { baseline: sendTo(portkey), ours: sendTo(proxy) };
    const withPortkey = await runInterleaved(sides, rounds);
    const direct = sendTo({ url: `${baseUrl}/chat/completions`, headers: {} });
    const short = { rounds: Math.ceil(rounds.rounds / 2), warmUp: 1 };
    const withDirect = await runInterleaved({ ...sides, baseline: direct }, short);
    await expectVerified(proxy, requests * (rounds.rounds + rounds.warmUp + short.rounds + short.warmUp));
    return [
      compareSpeed(`${name}: distillable proxy / direct`, withDirect, null),
      compareSpeed(`${name}: distillable proxy / @portkey-ai/gateway`, withPortkey, goal),
      ...compareWork(`${name}: processor time of distillable proxy / @portkey-ai/gateway`, withPortkey),
    ];
  } finally {
    for (const close of closers) close();
    await Promise.all([proxy.close(), portkey.close()]);
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
