import type { Generation, ServerToolResult } from '../upstream/generation.js';

/** A generation of some text by `qwen/one`; `fields` replace. */
export function sampleGeneration(fields: Partial<Generation> = {}): Generation {
  return {
    id: 'gen-1766000000-abc',
    created: 1_766_000_000,
    model: 'qwen/one',
    provider: 'Alibaba',
    text: 'Three “wörds” 你好👋',
    toolCall: null,
    usage: { prompt: 4, completion: 3 },
    serverTools: [],
    metadata: null,
    ...fields,
  };
}

/** A generation that calls a function tool. */
export function callingGeneration(fields: Partial<Generation> = {}): Generation {
  const toolCall = { id: 'call_1', name: 'weather', input: { city: 'Köln 👋👋👋👋👋👋', days: 1 } };
  return sampleGeneration({ text: '', toolCall, ...fields });
}

/** One result of each server tool. */
export const serverToolResults: readonly ServerToolResult[] = [
  { type: 'openrouter:advisor', models: ['openai/three'], text: 'Some advice' },
  { type: 'openrouter:subagent', models: ['openai/four'], text: 'An outcome' },
  { type: 'openrouter:fusion', models: ['openai/three', 'qwen/two'], text: 'A panel' },
];
