import type { Io } from '../io.js';
import { type Colours, type MeasureWidth, noColours, type TableStyle } from './table.js';

/** Printable ASCII and the few signs that we print ourselves: one column each. */
const narrow = /^[\x20-\x7e–…·]*$/;

/**
 * How to draw on stdout a table of these texts. What is piped is for programs or a pager: no colours, and nothing is
 * left out for want of width.
 */
export async function loadTerminalStyle(
  { stdout, env }: Pick<Io, 'stdout' | 'env'>,
  texts: readonly string[],
): Promise<TableStyle> {
  const isTerminal = stdout.isTTY === true;
  return {
    width: isTerminal ? (stdout.columns ?? 80) : Number.POSITIVE_INFINITY,
    measure: await loadMeasureWidth(texts),
    colours: await loadColours({ stdout, env }),
  };
}

/**
 * string-width knows wide characters and emoji but takes 25 ms to load, half of what a whole command may take, and most
 * lists are ASCII.
 */
async function loadMeasureWidth(texts: readonly string[]): Promise<MeasureWidth> {
  if (texts.every((text) => narrow.test(text))) return (text) => text.length;
  return (await import('string-width')).default;
}

/**
 * Colours for a terminal, unless `NO_COLOR` is set and not empty.
 *
 * @see https://no-color.org
 */
export async function loadColours({ stdout, env }: Pick<Io, 'stdout' | 'env'>): Promise<Colours> {
  if (stdout.isTTY !== true || (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb') return noColours;
  const { default: picocolors } = await import('picocolors');
  return picocolors.createColors(true);
}
