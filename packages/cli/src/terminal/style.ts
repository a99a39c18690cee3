import { styleText } from 'node:util';
import type { Io } from '../io.js';

type Paint = (text: string) => string;

/** The few styles that we use. */
export interface Colours {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
}

const plain: Paint = (text) => text;

/** Styles that change nothing. */
export const noColours: Colours = { bold: plain, dim: plain, red: plain, green: plain, yellow: plain };

/**
 * Colours for a terminal. `FORCE_COLOR` and `CLICOLOR_FORCE` switch them on elsewhere too; `NO_COLOR` and a dumb terminal
 * switch them off. An empty variable counts as unset.
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

/** The stream was asked already, and it need not be the process's own. */
function paintWith(format: keyof Colours): Colours['bold'] {
  return (text) => styleText(format, text, { validateStream: false });
}
