/**
 * The smallest of the numbers that this share of them does not exceed (the nearest rank).
 *
 * @param {readonly number[]} numbers
 * @param {number} share Above 0, at most 1.
 * @returns {number}
 * @throws {RangeError} When there is none.
 */
export function percentile(numbers, share) {
  const ordered = [...numbers].sort((a, b) => a - b);
  const found = ordered[Math.ceil(share * ordered.length) - 1];
  if (found === undefined) throw new RangeError('no numbers to take the percentile of');
  return found;
}
