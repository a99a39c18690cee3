import { AnswerError } from '../answer/answer-error.js';

const mostPatterns = 1024;
const longestPattern = 1024;
const mostCharacters = 65_536;

/**
 * Reads `allowed_models` or `excluded_models`; an absent or empty list is undefined.
 *
 * @throws AnswerError 400 when it is no list of strings, or longer than OpenRouter allows
 */
export function readPatterns(value: unknown, name: string): readonly string[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value) || !value.every((pattern) => typeof pattern === 'string')) {
    throw new AnswerError(400, `\`${name}\` must be a list of strings.`);
  }
  const tooLong = value.some(({ length }) => length > longestPattern);
  if (value.length > mostPatterns || tooLong || value.join('').length > mostCharacters) {
    throw new AnswerError(
      400,
      `\`${name}\` may hold ${mostPatterns} patterns of ${longestPattern} characters, ${mostCharacters} in total.`,
    );
  }
  return value.length === 0 ? undefined : value;
}

/** Whether a pattern such as `anthropic/*` matches one of the names. */
export function matchesPattern(pattern: string, names: readonly string[]): boolean {
  if (!pattern.includes('*')) return names.includes(pattern);
  const source = pattern.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  const expression = new RegExp(`^${source.join('.*')}$`);
  return names.some((name) => expression.test(name));
}
