import { isObject, pointer } from './json.js';
import { suggestNames } from './suggest-names.js';

/** The rule for the value of an option. `undefined` always counts as not given. */
export type OptionRule =
  | 'any'
  | 'boolean'
  | 'function'
  | 'number'
  | 'object'
  | 'object or function'
  | 'string'
  | 'string or function'
  | {
      /** One of these strings. */
      readonly oneOf: readonly string[];
      /** Or an object with these options, and no others. */
      readonly or?: OptionRules;
      /** Those of them that must be given. */
      readonly required?: readonly string[];
    }
  | {
      /** A number that is not smaller. */
      readonly min: number;
      /** And not larger. @default Infinity */
      readonly max?: number;
      /** And without a fraction. @default false */
      readonly isWhole?: boolean;
    }
  | {
      /** An object with these methods. */
      readonly methods: readonly string[];
      /** Names such an object, for people. */
      readonly such: string;
    }
  | {
      /** A list of strings. The function says what is wrong with one, or null; without it, every string is valid. */
      readonly strings: ((text: string) => string | null) | null;
    }
  | {
      /** An object with these options, and no others. */
      readonly options: OptionRules;
      /** Those of them that must be given. */
      readonly required?: readonly string[];
    };

/** The rule of each option, by its name. */
export type OptionRules = Readonly<Record<string, OptionRule>>;

/** The problem of an option. */
export interface OptionProblem {
  /** JSON Pointer to it; empty for the options as a whole. */
  readonly path: string;
  /** The rest of a sentence that begins with its name: `must be true or false.` */
  readonly message: string;
}

/**
 * Checks options when they are given, as TypeScript does for its users: no unknown names, no values of a wrong type.
 *
 * @param caller the function that takes the options, for the message
 * @param required names that must be given
 * @throws TypeError naming the option
 */
export function checkOptions(
  caller: string,
  given: unknown,
  rules: OptionRules,
  required: readonly string[] = [],
): void {
  const problem = findOptionProblem(given, rules, required);
  if (problem === null) return;
  const name = problem.path.slice(1).replaceAll('/', '.') || 'the argument';
  throw new TypeError(`${caller}: ${name} ${problem.message}`);
}

/** The first thing that is wrong with some options; null if they are valid. */
export function findOptionProblem(
  given: unknown,
  rules: OptionRules,
  required: readonly string[] = [],
): OptionProblem | null {
  return findIn(given, rules, required, '');
}

function findIn(
  given: unknown,
  rules: OptionRules,
  required: readonly string[],
  path: string,
): OptionProblem | null {
  if (!isObject(given)) return { path, message: 'must be an object.' };
  for (const name in given) {
    if (!Object.hasOwn(rules, name)) return { path: pointer(path, name), message: unknownName(name, rules) };
  }
  for (const name of required) {
    if (given[name] !== undefined) continue;
    return { path: pointer(path, name), message: `must be given${suchAs(rules[name])}.` };
  }
  // An instance of a class may have options that a loop over its names does not find.
  for (const name in isPlain(given) ? given : rules) {
    const value = given[name];
    const rule = rules[name];
    if (value === undefined || rule === undefined) continue;
    const problem = findInValue(value, rule, path, name);
    if (problem !== null) return problem;
  }
  return null;
}

function isPlain(given: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(given);
  return prototype === Object.prototype || prototype === null;
}

/** Nearly all options are valid: the pointer to one is only made where it is not. */
function findInValue(value: unknown, rule: OptionRule, above: string, name: string): OptionProblem | null {
  if (typeof rule === 'object' && 'options' in rule)
    return findIn(value, rule.options, rule.required ?? [], pointer(above, name));
  if (typeof rule === 'object' && 'oneOf' in rule && rule.or !== undefined && isObject(value))
    return findIn(value, rule.or, rule.required ?? [], pointer(above, name));
  if (typeof rule === 'object' && 'strings' in rule)
    return findInStrings(value, rule.strings, pointer(above, name));
  if (fits(value, rule)) return null;
  return { path: pointer(above, name), message: `must be ${describe(rule)}.${meant(value, rule)}` };
}

function findInStrings(
  value: unknown,
  describeEntry: ((text: string) => string | null) | null,
  path: string,
): OptionProblem | null {
  if (!Array.isArray(value)) {
    const hint = typeof value === 'string' ? `: [${JSON.stringify(value)}]` : '';
    return { path, message: `must be a list of strings${hint}.` };
  }
  for (const [index, entry] of value.entries()) {
    const place = pointer(path, index);
    if (typeof entry !== 'string') return { path: place, message: 'must be a string.' };
    const problem = describeEntry?.(entry) ?? null;
    if (problem !== null) return { path: place, message: problem };
  }
  return null;
}

/** The rules that are about the value alone. */
type PlainRule = Exclude<OptionRule, { readonly options: unknown } | { readonly strings: unknown }>;

function fits(value: unknown, rule: PlainRule): boolean {
  if (rule === 'any') return true;
  if (rule === 'object') return typeof value === 'object' && value !== null;
  if (rule === 'string or function') return typeof value === 'string' || typeof value === 'function';
  if (rule === 'object or function') return fits(value, 'object') || typeof value === 'function';
  if (typeof rule === 'string') return typeof value === rule;
  if ('oneOf' in rule) return typeof value === 'string' && rule.oneOf.includes(value);
  if ('methods' in rule) {
    return fits(value, 'object') && rule.methods.every((name) => typeof Object(value)[name] === 'function');
  }
  return typeof value === 'number' && isInRange(value, rule);
}

function isInRange(
  value: number,
  { min, max = Number.POSITIVE_INFINITY, isWhole = false }: Extract<PlainRule, { readonly min: number }>,
): boolean {
  return value >= min && value <= max && (!isWhole || Number.isInteger(value));
}

function describe(rule: PlainRule): string {
  if (rule === 'boolean') return 'true or false';
  if (rule === 'string or function') return 'a string or a function';
  if (rule === 'object' || rule === 'object or function') return `an ${rule}`;
  if (typeof rule === 'string') return `a ${rule}`;
  if ('oneOf' in rule) {
    const choices = rule.oneOf.map((text) => JSON.stringify(text)).join(' or ');
    return rule.or === undefined
      ? choices
      : `${choices}, or an object with ${Object.keys(rule.or).join(', ')}`;
  }
  if ('methods' in rule) return `an object with ${rule.methods.join(', ')}${suchAs(rule)}`;
  const { min, max = Number.POSITIVE_INFINITY, isWhole = false } = rule;
  const kind = isWhole ? 'whole number' : max === Number.MAX_VALUE ? 'finite number' : 'number';
  return `a ${kind} of at least ${min}${max < Number.MAX_VALUE ? ` and at most ${max}` : ''}`;
}

function suchAs(rule: OptionRule | undefined): string {
  return typeof rule === 'object' && 'such' in rule ? `, such as ${rule.such}` : '';
}

function meant(value: unknown, rule: PlainRule): string {
  const isChoice = typeof rule === 'object' && 'oneOf' in rule;
  if (!isChoice || typeof value !== 'string') return '';
  return didYouMean(value.toLowerCase(), rule.oneOf);
}

function unknownName(name: string, rules: OptionRules): string {
  const names = Object.keys(rules);
  const advice = didYouMean(name, names);
  return `is not an option.${advice || ` The options are ${names.join(', ')}.`}`;
}

function didYouMean(written: string, known: readonly string[]): string {
  const [nearest] = suggestNames(written, known, 1);
  return nearest === undefined ? '' : ` Did you mean ${JSON.stringify(nearest)}?`;
}
