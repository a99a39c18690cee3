import { DistillableError, isObject, type JsonObject, lineOf, parseJsonText } from '@distillable/catalog';
import { type Policy, parsePolicy, policyJsonSchema } from '@distillable/core';
import { CommandError } from './errors.js';

/** The settings of a configuration file. */
export interface Config {
  /** Base URL of the API, where neither a flag nor the environment names one. */
  readonly baseUrl?: string;
  /** Milliseconds for one request. */
  readonly timeout?: number;
  readonly policy?: Policy;
  /** Address of a cache that machines share, where the environment names none. */
  readonly cache?: string;
  /** A file with a table of terms, relative to the configuration file. */
  readonly terms?: string;
  /** Spellings in data, and the slugs that they mean. */
  readonly names?: Readonly<Record<string, string>>;
}

/** The longest time that a timer of Node takes: milliseconds. */
const maxTimeout = 2_147_483_647;

/**
 * Checks the text of a configuration file.
 *
 * @throws CommandError `CONFIG_INVALID`, naming the file and the place in it
 */
export function parseConfig(text: string, path: string): Config {
  const file = { text, path };
  const value = parseObject(file);
  for (const name of Object.keys(value)) rejectUnknown(name, file);
  assertSettings(value, file);
  const { $schema: _, policy, ...settings } = value;
  return {
    ...settings,
    ...(policy === undefined ? {} : { policy: parsePolicyAt(policy, '/policy', file) }),
  };
}

/**
 * Checks the text of a file that holds a bare policy, or a configuration with one.
 *
 * @throws CommandError `CONFIG_INVALID`, naming the file and the place in it
 */
export function parsePolicyFile(text: string, path: string): Policy {
  const file = { text, path };
  const value = parseObject(file);
  // A policy may have `terms` too.
  const isConfig = settingNames.some((name) => name !== 'terms' && Object.hasOwn(value, name));
  if (!isConfig) return parsePolicyAt(value, '', file);
  const { policy } = parseConfig(text, path);
  if (policy === undefined) throw invalid(file, '', 'it is a configuration without a "policy"');
  return policy;
}

interface ConfigFile {
  readonly text: string;
  readonly path: string;
}

const settingNames: readonly (keyof Config)[] = ['baseUrl', 'timeout', 'policy', 'names', 'terms', 'cache'];

/** The rule for each setting, and the message for other values. */
const rules: Readonly<
  Record<Exclude<keyof Config, 'policy'>, readonly [(value: unknown) => boolean, string]>
> = {
  baseUrl: [(value) => typeof value === 'string', 'must be text'],
  timeout: [isTimeout, `must be a whole number of milliseconds from 1 to ${maxTimeout}`],
  names: [isNames, 'must be an object that gives a slug for each spelling'],
  cache: [isFilledText, 'must be an address like redis://host:6379/0'],
  terms: [isFilledText, 'must be the path of a file'],
};

function assertSettings(
  value: JsonObject,
  file: ConfigFile,
): asserts value is Omit<Config, 'policy'> & { readonly policy?: unknown; readonly $schema?: unknown } {
  for (const [name, [isValid, what]] of Object.entries(rules)) {
    if (value[name] !== undefined && !isValid(value[name])) throw invalid(file, `/${name}`, what);
  }
}

function rejectUnknown(name: string, file: ConfigFile): void {
  if (name === '$schema' || settingNames.some((known) => known === name)) return;
  if (/key|token|secret/i.test(name)) {
    const advice =
      'Configuration files get committed: take it out, and set OPENROUTER_API_KEY in the environment';
    throw invalid(file, `/${name}`, `is a secret, which does not belong in this file. ${advice}`);
  }
  throw invalid(file, `/${name}`, `is not a setting. The settings are $schema, ${settingNames.join(', ')}`);
}

function parsePolicyAt(value: unknown, place: string, file: ConfigFile): Policy {
  try {
    return parsePolicy(value);
  } catch (cause) {
    if (!DistillableError.is(cause, 'POLICY_INVALID')) throw cause;
    const at = `${place}${String(Object(cause.details).path ?? '')}`;
    throw invalid(file, at, cause.message.replace(/^Not a policy: (?:it |\/\S+ )/, ''), cause);
  }
}

function parseObject({ text, path }: ConfigFile): JsonObject {
  const parsed = parseJsonText(text);
  if ('value' in parsed && isObject(parsed.value)) return parsed.value;
  const problem = 'problem' in parsed ? parsed.problem : 'not a JSON object';
  throw new CommandError('CONFIG_INVALID', `${path}: ${problem}.`, { details: { path } });
}

function isFilledText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isNames(value: unknown): boolean {
  return isObject(value) && Object.values(value).every(isFilledText);
}

function isTimeout(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= maxTimeout;
}

/** @param place JSON Pointer to what is wrong */
function invalid({ text, path }: ConfigFile, place: string, what: string, cause?: unknown): CommandError {
  const line = lineOf(text, place);
  const end = /[.?]$/.test(what) ? '' : '.';
  const message = `${path}, line ${line}: ${place === '' ? '' : `${place} `}${what}${end}`;
  return new CommandError('CONFIG_INVALID', message, { cause, details: { path, line, place } });
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
          "Base URL of the API, where neither --base-url nor OPENROUTER_BASE_URL names one. The API key is sent to it only if it is one of OpenRouter's.",
        type: 'string',
        format: 'uri',
      },
      timeout: {
        description: 'Milliseconds for one request, where --timeout names none.',
        type: 'integer',
        minimum: 1,
        maximum: maxTimeout,
      },
      names: {
        description: 'Spellings of models in data, and the slugs that they mean: declarations for `audit`.',
        type: 'object',
        additionalProperties: { type: 'string', minLength: 1 },
      },
      terms: {
        description:
          'A file with a table of terms to lay over the built-in one, relative to this file, where --terms names none.',
        type: 'string',
        minLength: 1,
      },
      cache: {
        description:
          'Address of a cache that several machines share, such as redis://host:6379/0, where DISTILLABLE_CACHE names none. It needs the package @keyv/redis.',
        type: 'string',
        minLength: 1,
      },
      policy: { description: 'What is allowed, where --policy names no other file.', ...policy },
    },
    additionalProperties: false,
  };
}
