import { classifier, normaliseKey } from './classify.js';

const proseKeys = new Set(
  [
    'content',
    'text',
    'prompt',
    'system_prompt',
    'user_prompt',
    'instruction',
    'instructions',
    'input',
    'output',
    'response',
    'completion',
    'answer',
    'question',
    'query',
    'value',
    'chosen',
    'rejected',
    'solution',
    'reasoning',
    'reasoning_content',
    'thinking',
    'generation',
    'code',
    'story',
    'passage',
    'context',
    'document',
    'target',
    'explanation',
    'feedback',
    'rationale',
    'critique',
    'judgment',
    'judgement',
    'summary',
    'description',
    'title',
    'message',
    'system',
    'user',
    'assistant',
    'abstract',
    'body',
    'article',
    'caption',
    'translation',
  ].map(normaliseKey),
);

/** Whether a key, normalised or not, is for texts that people or models wrote. */
export function isProseKey(key: string): boolean {
  const normal = normaliseKey(key);
  return proseKeys.has(normal) || proseKeys.has(normal.replace(/s?[a-z]?\d*$/, ''));
}

/** Keys of lists of statements, each with its speaker. */
const listKeys = new Set(['messages', 'answers', 'responses', 'completions', 'generations']);

/** Whether JSON in a text under this key may have been written by people or models. */
export function isProseJson(key: string): boolean {
  const normal = normaliseKey(key);
  if (isProseKey(key)) return !listKeys.has(normal);
  return /(?:output|answer|completion|text|content)$/.test(normal) && !classifier.isOuterKey(normal);
}

/** Whether the column with these keys holds such text. */
export function isProse(keys: readonly string[]): boolean {
  return isProseKey(keys.at(-1) ?? '');
}
