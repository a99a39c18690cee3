import { expect, it } from 'vitest';
import { catalogModel, catalogSnapshot } from '../../../test/support/catalog-model.js';
import { noteMeanings } from './meanings.js';

const snapshot = catalogSnapshot([
  catalogModel('meta-llama/llama-3.3-70b-instruct'),
  catalogModel('openai/gpt-4o', { permission: 'not-distillable' }),
]);

function notesOn(...names: readonly string[]): readonly string[] {
  const said: string[] = [];
  const ignore = (): void => {};
  noteMeanings({ notes: { say: (text) => said.push(text), detail: ignore, warn: ignore } }, names, snapshot);
  return said;
}

it('notes which model an unknown name most likely means, with its verdict', () => {
  expect(notesOn('meta.llama3-3-70b-instruct-v1:0', 'bedrock/us.openai.gpt-4o-v1:0', 'llama3:70b')).toEqual([
    'meta.llama3-3-70b-instruct-v1:0: most likely meta-llama/llama-3.3-70b-instruct, which is distillable.',
    'bedrock/us.openai.gpt-4o-v1:0: most likely openai/gpt-4o, which is not-distillable.',
    'llama3:70b: most likely meta-llama/llama-3-70b-instruct, which is not in the list any more.',
  ]);
});

it('says nothing of names that mean nothing, or whose slug was suggested already', () => {
  expect(notesOn('my-deployment', 'gpt-4-0613', 'openrouter/openai/gpt-4o')).toEqual([]);
});

it('notes each name once, and only a few', () => {
  const many = Array.from({ length: 20 }, (_, at) => `meta.llama3-3-70b-instruct-v${at + 1}:0`);
  expect(notesOn('llama3:70b', 'llama3:70b')).toHaveLength(1);
  expect(notesOn(...many)).toHaveLength(5);
});
