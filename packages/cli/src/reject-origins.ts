import { usageError } from './errors.js';
import type { Session } from './session.js';
import type { CatalogOrigin } from './settings.js';

const flagOf: Readonly<Record<CatalogOrigin['kind'], string>> = {
  live: '',
  offline: '--offline',
  file: '--catalog',
  sandbox: '--sandbox',
};

/**
 * Rejects a flag that makes no sense with a command.
 *
 * @param reasons why, for each origin that is rejected
 * @throws CommandError `USAGE`, naming both
 */
export function rejectOrigins(
  { settings }: Session,
  command: string,
  reasons: Partial<Record<CatalogOrigin['kind'], string>>,
): void {
  const reason = reasons[settings.origin.kind];
  if (reason === undefined) return;
  throw usageError(`${flagOf[settings.origin.kind]} cannot be used with \`${command}\`: ${reason}`);
}
