import { CommandError } from './errors.js';
import type { Session } from './session.js';
import type { CatalogOrigin } from './settings.js';

const flagOf: Readonly<Record<CatalogOrigin['kind'], string>> = {
  live: '',
  offline: '--offline',
  file: '--catalog',
  sandbox: '--sandbox',
};

/**
 * Refuses a flag that makes no sense with a command.
 *
 * @throws CommandError `USAGE`, naming both
 */
export function refuseOrigins(
  { settings }: Session,
  command: string,
  refused: Partial<Record<CatalogOrigin['kind'], string>>,
): void {
  const reason = refused[settings.origin.kind];
  if (reason === undefined) return;
  throw new CommandError(
    'USAGE',
    `${flagOf[settings.origin.kind]} cannot be used with \`${command}\`: ${reason}`,
  );
}
