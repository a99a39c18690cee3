import { describe, expect, it } from 'vitest';
import type { Row } from '../fields/field-path.js';
import { createNameCollector } from './collect-names.js';
import { createPlaceFinder, findSuspiciousKeys } from './find-by-value.js';

const names = new Set([
  'o1',
  'gpt-4',
  'gpt-4o',
  'claude-3-opus',
  'llama-7b',
  'opt-7b',
  'koala',
  'bard',
  'maker/x',
]);
function placesIn(...rows: readonly Row[]): readonly string[] {
  const finder = createPlaceFinder((text) => names.has(text));
  rows.forEach(finder.look);
  return finder.found();
}

describe('places that hold names of models', () => {
  it.each<[string, Row, readonly string[]]>([
    ['a text', { who: 'gpt-4' }, ['who']],
    ['a text in an object', { provider: { id: 'gpt-4' } }, ['provider.id']],
    ['a short text that says who wrote it', { written_by: 'o1' }, ['written_by']],
    ['a list', { sources: ['gpt-4', 'maker/x'] }, ['sources[]']],
    ['one item of a pair', { picks: [['question-1', 'gpt-4']] }, ['picks[][1]']],
    ['the keys of an object', { scores: { 'gpt-4': 1, 'maker/x': 2 } }, ['scores.{key}']],
    ['the keys of a row', { 'gpt-4': 'text', 'maker/x': 'text' }, ['{key}']],
    ['some keys of a row', { 'gpt-4': 'text', question: 'text', 'maker/x': null }, ['{key?}']],
    [
      'a list of what was said, as a text',
      { messages: '[{"sender":"gpt-4o","text":"Hi"},{"sender":"User","text":"Hi"}]' },
      ['messages[].sender'],
    ],
    ['some keys of an object', { scores: { 'gpt-4': 1, mean: 2, count: 3 } }, ['scores.{key?}']],
    ['keys that are pairs', { apart: { 'gpt-4__maker/x': 1, 'gpt-4__bard': 2 } }, ['apart.{key__key}']],
    ['two known names in a text', { pair: 'llama-7b_opt-7b' }, ['pair{_}']],
    ['a known name and another in a text', { pair: 'bloom-7b__llama-7b' }, ['pair{__}']],
    ['a model and its host', { by: 'gpt-4o@azure' }, ['by']],
    ['a maker and its model', { by: 'openai:gpt-4o' }, ['by']],
    ['JSON in a text', { extra: '{"by":"gpt-4"}' }, ['extra.by']],
    [
      'the JSON of a response in a text that is not read otherwise',
      { answer: '{"choices":[],"model":"gpt-4"}' },
      ['answer.model'],
    ],
    [
      'a key that only may hold models',
      { response_source: 'gpt-4', some_model: 'maker/x' },
      ['response_source', 'some_model'],
    ],
    ['a speaker with a version', { from: 'gpt-4' }, ['from']],
  ])('are found in %s', (_, row, paths) => {
    expect(placesIn({ id: 1 }, row, row)).toEqual(paths);
    const found = createNameCollector({ found: paths })(row);
    expect(found.some(({ name }) => names.has(name.replace(/@.*|.*:/g, '')))).toBe(true);
  });

  it.each<[string, Row]>([
    ['those of the table', { model: 'gpt-4', judge: 'gpt-4', metadata: '{"model":"gpt-4"}' }],
    [
      'texts of people and models',
      { content: 'gpt-4', messages: [{ content: 'bard' }], prompt: 'gpt-4', answer: 'koala' },
    ],
    ['data sets', { dataset: 'koala', eval_dataset: 'koala', benchmark: 'koala' }],
    ['speakers', { conversations: [{ from: 'bard', value: 'x' }], role: 'koala' }],
    ['words joined by chance', { name: 'gpt-4_score', other: 'my_gpt-4' }],
    ['what is written about', { topic: 'gpt-4', vars: { topics: ['gpt-4'] }, options: ['gpt-4', 'koala'] }],
    ['columns that are empty', { 'gpt-4': null, 'maker/x': '', question: 'text' }],
    ['what should have been said', { ground_truth: 'gpt-4', expected: 'gpt-4', answer_text: 'gpt-4' }],
    ['licences, templates and addresses', { license: 'gpt-4', chat_template: 'gpt-4', url: 'maker/x' }],
    ['options and tools', { options: { A: 'gpt-4' }, tools: [{ function: { enum: ['gpt-4'] } }] }],
    ['short words that are no maker', { option: 'o1', metrics: { o1: 1, r1: 2 } }],
    ['JSON in prose', { content: '{"by":"gpt-4"}' }],
    ['numbers and longer texts', { a: 4, b: `gpt-4${' '.repeat(200)}` }],
  ])('are not %s', (_, row) => {
    expect(placesIn(row)).toEqual([]);
  });
});

describe('columns that look like a model wrote them', () => {
  it('have its name, or that of its family, in theirs', () => {
    const keys = [
      'deepseek_solution',
      '[3.0 Haiku] prompts.py:basic_summarize',
      '[3.5 Sonnet] Output',
      'gpt4_feedback',
      'claudeAnswer',
      'DeepSeek-R1_avg_reward',
      'my-own-7b_text',
    ];
    expect(
      findSuspiciousKeys([...keys, 'prompt', 'profile', 'model', 'model_a', 'input', 'phinally']),
    ).toEqual(keys.slice(0, -1));
    expect(findSuspiciousKeys(keys, (text) => text === 'my-own-7b')).toEqual(keys.slice(-1));
  });
});
