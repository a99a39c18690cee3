import { onTestFinished } from 'vitest';
import type { ModelRow, SandboxCatalog } from '../catalog/sandbox-catalog.js';
import type { Fault } from '../faults/fault.js';
import type { SandboxOptions } from '../sandbox-state.js';
import type { Sandbox } from '../start-sandbox.js';
import { startSandbox } from '../start-sandbox.js';
import type { Generation } from '../upstream/generate.js';
import type { ServerToolResult } from '../upstream/server-tools.js';
import { type RawResponse, rawRequest } from './requests.js';

/** A row with the fields that the sandbox reads; `fields` replace or add. */
export function row(id: string, fields: Partial<ModelRow> = {}): ModelRow {
  return {
    id,
    canonical_slug: `${id}-20260101`,
    name: `Name of ${id}`,
    architecture: { output_modalities: ['text'], tokenizer: 'Other' },
    supported_parameters: ['temperature'],
    ...fields,
  };
}

const routed = { architecture: { output_modalities: ['text'], tokenizer: 'Router' } };

/** Two distillable rows, two others, an alias of either, and a router. */
export const smallCatalog: SandboxCatalog = {
  models: [
    row('qwen/one'),
    row('qwen/two', { supported_parameters: ['temperature', 'tools'] }),
    row('openai/three', { supported_parameters: ['tools'] }),
    row('openai/sound', { architecture: { output_modalities: ['audio'], tokenizer: 'Other' } }),
    row('~qwen/latest', { ...routed, alias_target: { slug: 'qwen/two', name: 'Two' } }),
    row('~openai/latest', { ...routed, alias_target: { slug: 'openai/three', name: 'Three' } }),
    row('openrouter/auto', routed),
  ],
  distillable: new Set(['qwen/one', 'qwen/two', 'openrouter/auto']),
  sample: 'a small catalog for tests',
};

/** The small catalog with variants, a canonical slug of another form, and a family with labels of both kinds. */
export const routingCatalog: SandboxCatalog = {
  ...smallCatalog,
  models: [
    ...smallCatalog.models,
    row('qwen/one:free', { canonical_slug: 'qwen/one-20260101' }),
    row('qwen/one:batch', { canonical_slug: 'qwen/one-20260101' }),
    row('openai/three:free', { canonical_slug: 'openai/three-20260101' }),
    row('mistralai/four', { canonical_slug: 'mistral/the-4th-20260101' }),
    row('qwen/two:online', { canonical_slug: 'qwen/two-20260101' }),
  ],
  distillable: new Set([...smallCatalog.distillable, 'qwen/one:free', 'qwen/one:batch', 'mistralai/four']),
};

/** A sandbox that is closed when the test ends. */
export async function runningSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await startSandbox(options);
  onTestFinished(() => sandbox.close());
  return sandbox;
}

/** A sandbox over the small catalog with these faults. */
export function withFaults(...faults: readonly Fault[]): Promise<Sandbox> {
  return runningSandbox({ catalog: smallCatalog, faults });
}

/** The response of `/models` under a fault. */
export async function listUnder(fault: Fault, query = ''): Promise<RawResponse> {
  const { url } = await withFaults(fault);
  return rawRequest(`${url}/models${query}`);
}

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
