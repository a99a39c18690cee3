import { styleText } from 'node:util';
import type { Io } from '../io.js';
import { type Colours, noColours, type TableStyle } from './table.js';

/** Of a terminal that does not say how wide it is, or says 0, as some that programs open do. */
const defaultWidth = 80;

/** How to draw a table on stdout. A pipe has no colours and no width: no column is left out. */
export function chooseTableStyle({ stdout, env }: Pick<Io, 'stdout' | 'env'>): TableStyle {
  const isTerminal = stdout.isTTY === true;
  return {
    width: isTerminal ? stdout.columns || defaultWidth : Number.POSITIVE_INFINITY,
    colours: chooseColours({ stdout, env }),
  };
}

/**
 * Colours for a terminal; `FORCE_COLOR` and `CLICOLOR_FORCE` have them elsewhere too, `NO_COLOR` and a dumb terminal
 * nowhere. An empty variable counts as unset.
 *
 * @see https://no-color.org, https://force-color.org
 */
export function chooseColours({ stdout, env }: Pick<Io, 'stdout' | 'env'>): Colours {
  if (!hasColours(stdout.isTTY === true, env)) return noColours;
  return {
    bold: paintWith('bold'),
    dim: paintWith('dim'),
    red: paintWith('red'),
    green: paintWith('green'),
    yellow: paintWith('yellow'),
  };
}

function hasColours(isTerminal: boolean, env: Io['env']): boolean {
  const { FORCE_COLOR: forced = '', CLICOLOR_FORCE: forcedToo = '', NO_COLOR: none = '' } = env;
  if (forced !== '') return forced !== '0' && forced !== 'false';
  if (none !== '') return false;
  if (forcedToo !== '' && forcedToo !== '0') return true;
  return isTerminal && env['TERM'] !== 'dumb';
}

/** The stream was asked already, and not always the process's own. */
function paintWith(format: keyof Colours): Colours['bold'] {
  return (text) => styleText(format, text, { validateStream: false });
}
