/**
 * Two ways to do a thing, each giving what it cost.
 *
 * @template Cost
 * @typedef {object} Sides
 * @property {() => Promise<Cost>} baseline
 * @property {() => Promise<Cost>} ours
 */

/**
 * Runs both sides in turns, so that a machine that gets slower or faster does so for both, and changes who goes first,
 * so that neither always pays for what the other left behind. Costs of the warm-up are thrown away.
 *
 * @template Cost
 * @param {Sides<Cost>} sides
 * @param {{ readonly rounds: number, readonly warmUp: number }} options How often each side is run.
 * @returns {Promise<{ baseline: Cost[], ours: Cost[] }>} One cost for each round, in order.
 */
export async function runInterleaved(sides, { rounds, warmUp }) {
  /** @type {{ baseline: Cost[], ours: Cost[] }} */
  const costs = { baseline: [], ours: [] };
  for (let round = 0; round < warmUp + rounds; round += 1) {
    /** @type {('baseline' | 'ours')[]} */
    const order = round % 2 === 0 ? ['baseline', 'ours'] : ['ours', 'baseline'];
    for (const side of order) costs[side].push(await sides[side]());
  }
  return { baseline: costs.baseline.slice(warmUp), ours: costs.ours.slice(warmUp) };
}
