import { styleText } from 'node:util';
import stringWidth from 'fast-string-width';
import type { Io } from '../io.js';
import { type Colours, noColours, type TableStyle } from './table.js';

/** How to draw a table on stdout. A pipe has no colours and no width: no column is left out. */
export function chooseTableStyle({ stdout, env }: Pick<Io, 'stdout' | 'env'>): TableStyle {
  const isTerminal = stdout.isTTY === true;
  return {
    width: isTerminal ? (stdout.columns ?? 80) : Number.POSITIVE_INFINITY,
    measure: stringWidth,
    colours: chooseColours({ stdout, env }),
  };
}

/**
 * Colours for a terminal, unless `NO_COLOR` is set and not empty.
 *
 * @see https://no-color.org
 */
export function chooseColours({ stdout, env }: Pick<Io, 'stdout' | 'env'>): Colours {
  if (stdout.isTTY !== true || (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb') return noColours;
  return {
    bold: paintWith('bold'),
    dim: paintWith('dim'),
    red: paintWith('red'),
    green: paintWith('green'),
    yellow: paintWith('yellow'),
  };
}

/** The stream was asked already, and not always the process's own. */
function paintWith(format: keyof Colours): Colours['bold'] {
  return (text) => styleText(format, text, { validateStream: false });
}
