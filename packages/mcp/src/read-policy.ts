import { readFile } from 'node:fs/promises';
import { isObject, parseJsonText } from '@distillable/catalog';
import { type Policy, parsePolicy } from '@distillable/core';
import { messageOf, ServerError } from './errors.js';

/** What all tools judge by, beside the catalog. */
export interface ChosenPolicy {
  readonly policy: Policy;
  /** Its file; null for the default policy. */
  readonly from: string | null;
}

/**
 * Reads a file that holds a policy, or a configuration of the command line with one.
 *
 * @throws ServerError `POLICY_UNREADABLE`
 */
export async function readPolicy(path: string | undefined): Promise<ChosenPolicy> {
  if (path === undefined) return { policy: {}, from: null };
  try {
    const parsed = parseJsonText(await readFile(path, 'utf8'));
    if ('problem' in parsed) throw new Error(`it is ${parsed.problem}`);
    const { value } = parsed;
    const isConfig = isObject(value) && Object.hasOwn(value, 'policy');
    return { policy: parsePolicy(isConfig ? value['policy'] : value), from: path };
  } catch (cause) {
    throw new ServerError('POLICY_UNREADABLE', `Cannot read the policy ${path}: ${messageOf(cause)}`, {
      cause,
    });
  }
}
