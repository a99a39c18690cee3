/**
 * Whether a dotted version is `floor` or newer. Missing parts of `floor` count as zero; tags after a `-` are ignored.
 *
 * @param {string} version For example `20.20.2`.
 * @param {string} floor For example `20.19`.
 */
export function isAtLeast(version, floor) {
  const have = numbers(version);
  const need = numbers(floor);
  const index = [0, 1, 2].find((place) => have[place] !== need[place]);
  return index === undefined || Number(have[index]) > Number(need[index]);
}

/** @param {string} version */
function numbers(version) {
  const parts = version.split('-', 1).join('').split('.').map(Number);
  return [0, 1, 2].map((place) => parts[place] || 0);
}
