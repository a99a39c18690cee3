import type { Fault } from '../faults/fault.js';
import type { Sandbox } from '../sandbox.js';
import { type RawAnswer, rawRequest } from './raw-request.js';
import { runningSandbox } from './running-sandbox.js';
import { smallCatalog } from './small-catalog.js';

/** A sandbox over the small catalog that does these things wrong. */
export function withFaults(...faults: readonly Fault[]): Promise<Sandbox> {
  return runningSandbox({ catalog: smallCatalog, faults });
}

/** The answer of `/models` under a fault. */
export async function answerWith(fault: Fault, query = ''): Promise<RawAnswer> {
  const { url } = await withFaults(fault);
  return rawRequest(`${url}/models${query}`);
}
