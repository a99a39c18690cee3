/**
 * The middle of the numbers in order; the mean of the two middle ones where their count is even.
 *
 * @param {readonly number[]} numbers
 * @returns {number}
 * @throws {RangeError} When there is none.
 */
export function median(numbers) {
  const ordered = [...numbers].sort((a, b) => a - b);
  const upper = ordered[Math.floor(ordered.length / 2)];
  const lower = ordered[Math.ceil(ordered.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new RangeError('no numbers to take the median of');
  return (lower + upper) / 2;
}
