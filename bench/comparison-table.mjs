/**
 * What a benchmark found: two medians in one unit, and the goal, which is a ratio to the baseline (`ratio` at most,
 * `atLeast` where more is better) or a limit in that unit, all of them inclusive; null where it is only shown.
 *
 * @typedef {object} Comparison
 * @property {string} name
 * @property {keyof typeof better} unit
 * @property {number} baseline
 * @property {number} ours
 * @property {{ readonly ratio: number } | { readonly atLeast: number } | { readonly limit: number } | null} goal
 */

/** Which way each unit is better. */
const better = /** @type {const} */ ({
  µs: 'less',
  ms: 'less',
  MB: 'less',
  'requests/s': 'more',
  'rows/s': 'more',
});

/** @param {Comparison} comparison */
export function isMet({ baseline, ours, goal }) {
  if (goal === null) return true;
  if ('atLeast' in goal) return ours / baseline >= goal.atLeast;
  return 'ratio' in goal ? ours / baseline <= goal.ratio : ours <= goal.limit;
}

/**
 * One line for each comparison under a line of titles, in columns.
 *
 * @param {readonly Comparison[]} comparisons
 * @returns {string} Without a line break at the end.
 */
export function comparisonTable(comparisons) {
  const titles = ['benchmark', 'baseline', 'ours', 'ratio', 'better', 'goal', 'met'];
  const rows = [titles, ...comparisons.map(cells)];
  const widths = titles.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => row.map((cell, column) => pad(cell, column, widths[column] ?? 0)).join('  '))
    .join('\n');
}

/** @param {Comparison} comparison */
function cells(comparison) {
  const { name, unit, baseline, ours, goal } = comparison;
  return [
    name,
    `${threeDigits(baseline)} ${unit}`,
    `${threeDigits(ours)} ${unit}`,
    baseline === 0 ? none : `${threeDigits(ours / baseline)}×`,
    better[unit],
    goalCell(goal, unit),
    goal === null ? none : isMet(comparison) ? 'yes' : 'no',
  ];
}

const none = '–';

/**
 * @param {Comparison['goal']} goal
 * @param {Comparison['unit']} unit
 */
function goalCell(goal, unit) {
  if (goal === null) return none;
  if ('atLeast' in goal) return `≥ ${goal.atLeast}×`;
  return 'ratio' in goal ? `≤ ${goal.ratio}×` : `≤ ${goal.limit} ${unit}`;
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
