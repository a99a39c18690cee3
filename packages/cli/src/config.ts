import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DistillableError } from '@distillable/catalog';
import { type Policy, parsePolicy, policyJsonSchema } from '@distillable/core';
import { CommandError, reasonOf } from './errors.js';

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

/** Name of the configuration file. */
export const configFileName = 'distillable.config.json';

/** What a configuration file may hold. */
interface Config {
  /** Base URL of the API, where neither a flag nor the environment names one. */
  readonly baseUrl?: string;
  /** Milliseconds for one request. */
  readonly timeout?: number;
  readonly policy?: Policy;
}

/** A configuration with the file that it was read from. */
export interface LoadedConfig extends Config {
  readonly path: string;
}

/**
 * Reads the configuration of the nearest directory from `start` upward that has one; null where none has. What checks it
 * is loaded only when there is a file.
 *
 * @throws CommandError `CONFIG_INVALID`: a policy that can't be read must not look like none
 */
export async function loadConfig(start: string): Promise<LoadedConfig | null> {
  const path = findUpward(start);
  if (path === null) return null;
  return { ...(await parseConfig(readText(path), path)), path };
}

function findUpward(start: string): string | null {
  for (let directory = start; ; directory = dirname(directory)) {
    const path = join(directory, configFileName);
    if (exists(path)) return path;
    if (dirname(directory) === directory) return null;
  }
}

/** What can't be told is an error: only a file that is surely missing may be passed over. */
function exists(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

function unreadable(path: string, cause: unknown): CommandError {
  return new CommandError('CONFIG_INVALID', `Cannot read ${path}: ${reasonOf(cause)}.`, {
    cause,
    details: { path },
  });
}

/** The JSON Schema of `distillable.config.json`, for editors. */
export function configJsonSchema(): unknown {
  const { $schema, ...policy } = Object(policyJsonSchema());
  return {
    $schema,
    title: 'distillable.config.json',
    type: 'object',
    properties: {
      $schema: { description: 'Where editors find this schema.', type: 'string' },
      baseUrl: {
        description:
          'Base URL of the API, where neither --base-url nor OPENROUTER_BASE_URL names one. The API key goes to it only when it is one of OpenRouter.',
        type: 'string',
        format: 'uri',
      },
      timeout: {
        description: 'Milliseconds for one request, where --timeout names none.',
        type: 'integer',
        minimum: 1,
        maximum: longestTimeout,
      },
      policy: { description: 'What may pass, where --policy names no other.', ...policy },
    },
    additionalProperties: false,
  };
}
