import { createGuard } from '@distillable/core';
import { sampleSnapshot } from '../sample-snapshot.mjs';

const snapshot = sampleSnapshot(400);

/** A model that the guard allows. */
export const model = snapshot.distillable()[0]?.slug ?? '';

/**
 * A guard for prepared answers, which must all be verified: every other one fails. It counts them.
 *
 * @param {string} baseUrl
 */
export function sampleGuard(baseUrl) {
  let verified = 0;
  const guard = createGuard({
    catalog: { snapshot: async () => snapshot },
    send: { baseUrl },
    receipts: {
      onReceipt({ outcome }) {
        if (outcome !== 'verified') throw new Error(`a response must be verified, and is ${outcome}`);
        verified += 1;
      },
    },
  });
  return { guard, verified: () => verified };
}
