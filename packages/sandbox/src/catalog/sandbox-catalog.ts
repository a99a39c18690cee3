import { SandboxError } from '../sandbox-error.js';
import { isRouter, type ModelRow } from './model-row.js';

/** What the sandbox serves. */
export interface SandboxCatalog {
  /** The rows, in the order in which they are listed. */
  readonly models: readonly ModelRow[];
  /** The ids of the rows whose text may be used for training. Aliases are judged by their target's id. */
  readonly distillable: ReadonlySet<string>;
  /** Where rows and permissions come from: one line of printable ASCII, sent with every answer. */
  readonly sample: string;
}

/** Whether the row belongs into the answer to `distillable=true`. Routers never do. */
export function isDistillable(row: ModelRow, catalog: SandboxCatalog): boolean {
  return !isRouter(row) && catalog.distillable.has(row.alias_target?.slug ?? row.id);
}

/**
 * Refuses a catalog whose sample text cannot travel in a header.
 *
 * @throws SandboxError `SANDBOX_OPTION_INVALID`
 */
export function assertServable(catalog: SandboxCatalog): void {
  if (/^[\x20-\x7e]*[\x21-\x7e][\x20-\x7e]*$/.test(catalog.sample)) return;
  throw new SandboxError(
    'SANDBOX_OPTION_INVALID',
    `The catalog's \`sample\` must be one line of printable ASCII, because it is sent as a header; it is ${JSON.stringify(catalog.sample)}.`,
  );
}
