import { DistillableError } from '@distillable/catalog/light';
import type { Policy } from '@distillable/core';
import { CommandError } from '../command-error.js';
import type { Config } from './load-config.js';

/** The longest time that a timer of Node takes: milliseconds. */
export const longestTimeout = 2_147_483_647;

/**
 * Checks the text of a configuration file.
 *
 * @throws CommandError `CONFIG_INVALID`, naming the file and the place in it
 */
export async function parseConfig(text: string, path: string): Promise<Config> {
  const value = parseJson(text, path);
  for (const name of Object.keys(value)) refuseUnknown(name, path);
  const { baseUrl, timeout, policy } = value;
  if (baseUrl !== undefined && typeof baseUrl !== 'string') throw invalid(path, '/baseUrl must be text.');
  if (timeout !== undefined && !isTimeout(timeout)) {
    throw invalid(path, `/timeout must be a whole number of milliseconds from 1 to ${longestTimeout}.`);
  }
  return {
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(timeout === undefined ? {} : { timeout }),
    ...(policy === undefined ? {} : { policy: await parsePolicyAt(policy, '/policy', path) }),
  };
}

/**
 * Checks the text of a file that holds a bare policy, or a configuration with one.
 *
 * @throws CommandError `CONFIG_INVALID`, naming the file and the place in it
 */
export async function parsePolicyFile(text: string, path: string): Promise<Policy> {
  const value = parseJson(text, path);
  if (!['policy', 'baseUrl', 'timeout'].some((name) => Object.hasOwn(value, name))) {
    return parsePolicyAt(value, '', path);
  }
  const { policy } = await parseConfig(text, path);
  if (policy === undefined) throw invalid(path, 'it is a configuration without a "policy".');
  return policy;
}

const fieldNames: readonly string[] = ['$schema', 'baseUrl', 'timeout', 'policy'];

function refuseUnknown(name: string, path: string): void {
  if (fieldNames.includes(name)) return;
  if (/key|token|secret/i.test(name)) {
    const advice =
      'Configuration files get committed: take it out, and set OPENROUTER_API_KEY in the environment.';
    throw invalid(path, `a secret does not belong into this file (/${name}). ${advice}`);
  }
  throw invalid(path, `/${name} is no setting. There are ${fieldNames.join(', ')}.`);
}

async function parsePolicyAt(value: unknown, place: string, path: string): Promise<Policy> {
  const { parsePolicy } = await import('@distillable/core');
  try {
    return parsePolicy(value);
  } catch (cause) {
    if (!DistillableError.is(cause, 'POLICY_INVALID')) throw cause;
    const at = place === '' ? '' : ` (${place})`;
    throw invalid(path, `${cause.message.replace(/^Not/, 'not')}${at}`, cause);
  }
}

function parseJson(text: string, path: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (cause) {
    throw invalid(path, 'it is not JSON.', cause);
  }
  if (!isRecord(value)) throw invalid(path, 'it is not a JSON object.');
  return value;
}

function isTimeout(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= longestTimeout;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(path: string, what: string, cause?: unknown): CommandError {
  return new CommandError('CONFIG_INVALID', `${path}: ${what}`, { cause, details: { path } });
}
