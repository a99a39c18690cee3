import { SandboxError } from './catalog/sandbox-error.js';
import type { SandboxOptions } from './sandbox.js';

/** What `typeof` says of each option. */
const types: Readonly<Record<keyof SandboxOptions, string>> = {
  host: 'string',
  port: 'number',
  catalog: 'object',
  aliasesInFiltered: 'boolean',
  presets: 'object',
  routersHonourFlag: 'boolean',
  faults: 'object',
  now: 'function',
};

/** @throws SandboxError `SANDBOX_OPTION_INVALID` naming an option that is unknown or of a wrong type */
export function checkOptions(options: SandboxOptions): void {
  if (typeof options !== 'object' || options === null) throw invalid('the options must be an object');
  const known = new Map<string, string>(Object.entries(types));
  for (const [name, value] of Object.entries(options)) {
    const type = known.get(name);
    if (type === undefined) {
      throw invalid(`${name} is not an option. The options are ${[...known.keys()].join(', ')}`);
    }
    const fits = value === undefined || (typeof value === type && value !== null);
    if (!fits || (name === 'faults' && value !== undefined && !Array.isArray(value))) {
      throw invalid(`${name} must be ${name === 'faults' ? 'a list' : `of type ${type}`}`);
    }
  }
}

function invalid(problem: string): SandboxError {
  return new SandboxError('SANDBOX_OPTION_INVALID', `startSandbox: ${problem}.`);
}
