import { model } from '../answers/sample-guard.mjs';
import { startAnswers } from '../answers/start-answers.mjs';
import { elapsed } from '../elapsed.mjs';
import { createSender } from '../gateways/create-sender.mjs';
import { startPortkey } from '../gateways/start-portkey.mjs';
import { startProxy } from '../gateways/start-proxy.mjs';
import { percentile } from '../percentile.mjs';
import { runInterleaved } from '../run-interleaved.mjs';

/**
 * How much later an answer comes through `distillable proxy` and through Portkey's gateway than from the upstream
 * directly, one chat at a time.
 *
 * @param {{ readonly smoke: boolean }} options
 * @returns {Promise<import('../comparison-table.mjs').Comparison[]>}
 */
export async function latencyThroughGateways({ smoke }) {
  const { origin, close } = await startAnswers(model);
  const baseUrl = `${origin}/whole`;
  /** @type {(() => void)[]} */
  const closers = [];
  const proxy = await startProxy(baseUrl);
  const portkey = await startPortkey(baseUrl);
  try {
    const rounds = smoke ? { rounds: 50, warmUp: 10 } : { rounds: 3_000, warmUp: 1_000 };
    const direct = { url: `${baseUrl}/chat/completions`, headers: {} };
    /** @param {Pick<import('../gateways/create-sender.mjs').Gateway, 'url' | 'headers'>} gateway */
    const timeOf = (gateway) => {
      const { send, close } = createSender(gateway, { stream: false });
      closers.push(close);
      return elapsed(send);
    };
    /** @param {import('../gateways/create-sender.mjs').Gateway} gateway */
    const compareWithDirect = (gateway) =>
      runInterleaved({ baseline: timeOf(direct), ours: timeOf(gateway) }, rounds);
    const times = { proxy: await compareWithDirect(proxy), portkey: await compareWithDirect(portkey) };
    return /** @type {const} */ ([
      ['median', 0.5],
      ['99th percentile', 0.99],
    ]).map(([name, share]) => ({
      name: `added to the ${name} of one chat: distillable proxy / @portkey-ai/gateway`,
      unit: 'ms',
      baseline: added(times.portkey, share),
      ours: added(times.proxy, share),
      goal: null,
    }));
  } finally {
    for (const close of closers) close();
    await Promise.all([proxy.close(), portkey.close()]);
    await close();
  }
}

/**
 * @param {{ readonly baseline: readonly number[], readonly ours: readonly number[] }} times
 * @param {number} share
 */
function added({ baseline, ours }, share) {
  return percentile(ours, share) - percentile(baseline, share);
}
