import { createGuard, type Guard, type GuardOptions } from '@distillable/core';
import { caseCatalog } from '../cases/case-catalog.js';

/** A guard with the catalog of the cases. */
export function guardOf(options: Omit<GuardOptions, 'catalog'> = {}): Guard {
  return createGuard({
    catalog: { snapshot: async () => caseCatalog },
    now: () => Date.parse('2026-09-02T00:00:01Z'),
    ...options,
  });
}

/** What a promise rejected with. */
export async function reasonOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('It did not reject.');
}
