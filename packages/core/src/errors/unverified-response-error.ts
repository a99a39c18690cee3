import { DistillableError } from '@distillable/catalog/light';
import type { Receipt } from '../receipts/receipt.js';

/**
 * An answer may not be used: it names a model that is not allowed, or none. It must not get into a dataset, and neither
 * may what a stream has delivered before this error.
 */
export class UnverifiedResponseError extends DistillableError {
  override readonly name = 'UnverifiedResponseError';
  declare readonly code: 'RESPONSE_UNVERIFIED';
  /** What is known of the answer. */
  readonly receipt: Receipt;

  constructor(receipt: Receipt) {
    const { id, served, reasons, catalog } = receipt;
    super('RESPONSE_UNVERIFIED', describe(receipt), { details: { id, served, reasons, catalog } });
    this.receipt = receipt;
  }
}

function describe({ id, reasons }: Receipt): string {
  const what = reasons.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join(' ');
  return `Don't use this answer${id === null ? '' : ` (${id})`}. ${what}`;
}
