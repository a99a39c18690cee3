/**
 * What a benchmark found: two medians in one unit, and the goal, which is a ratio to the baseline or a limit in that unit.
 *
 * @typedef {object} Comparison
 * @property {string} name
 * @property {'ms' | 'MB'} unit
 * @property {number} baseline
 * @property {number} ours
 * @property {{ readonly ratio: number } | { readonly limit: number }} goal Both inclusive.
 */

/** @param {Comparison} comparison */
export function isMet({ baseline, ours, goal }) {
  return 'ratio' in goal ? ours / baseline <= goal.ratio : ours <= goal.limit;
}

/**
 * One line for each comparison under a line of titles, in columns.
 *
 * @param {readonly Comparison[]} comparisons
 * @returns {string} Without a line break at the end.
 */
export function comparisonTable(comparisons) {
  const titles = ['benchmark', 'baseline', 'ours', 'ratio', 'goal', 'met'];
  const rows = [titles, ...comparisons.map(cells)];
  const widths = titles.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => row.map((cell, column) => pad(cell, column, widths[column] ?? 0)).join('  '))
    .join('\n');
}

/** @param {Comparison} comparison */
function cells(comparison) {
  const { name, unit, baseline, ours, goal } = comparison;
  const wanted = 'ratio' in goal ? `≤ ${goal.ratio}×` : `≤ ${goal.limit} ${unit}`;
  return [
    name,
    `${threeDigits(baseline)} ${unit}`,
    `${threeDigits(ours)} ${unit}`,
    `${threeDigits(ours / baseline)}×`,
    wanted,
    isMet(comparison) ? 'yes' : 'no',
  ];
}

/** @param {number} value */
function threeDigits(value) {
  return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}

/**
 * The first column is text, the others are figures.
 *
 * @param {string} cell
 * @param {number} column
 * @param {number} width
 */
function pad(cell, column, width) {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}
