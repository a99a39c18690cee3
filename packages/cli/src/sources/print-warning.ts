import type { CatalogError } from '@distillable/catalog';
import type { Session } from '../session.js';
import { adviceOnNetwork } from './environment-proxy.js';

/** A catalog's `onWarning` that prints: the message always, its code under `--verbose`. */
export function printWarning({ notes, io }: Session): (warning: CatalogError) => void {
  return (warning) => {
    notes.warn([`warning: ${warning.message}`, ...adviceOnNetwork(warning, io.env)].join('\n'));
    notes.detail(`  (${warning.code})`);
  };
}
