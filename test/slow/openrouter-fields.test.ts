import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { consequences } from './openrouter-fields/consequences.js';
import { declaredBodies } from './openrouter-fields/declared-bodies.js';
import { type Harmless, harmlessFields } from './openrouter-fields/harmless-fields.js';
import { openApiBodies } from './openrouter-fields/openapi-bodies.js';
import type { DescribedBody } from './openrouter-fields/shape.js';
import { nameField, sortFields } from './openrouter-fields/sort-fields.js';
import { type Field, walkFields } from './openrouter-fields/walk-fields.js';

// OpenRouter's description of its API lies in a folder beside the project on the machines of those who keep it.
const folder = fileURLToPath(new URL('../../../shared/openrouter/', import.meta.url));
const descriptions = existsSync(folder)
  ? readdirSync(folder).filter((name) => /^openapi-.*\.yaml$/.test(name))
  : [];
const isDescribed = descriptions.length > 0;
if (!isDescribed)
  console.log(`OpenRouter's fields: no openapi-*.yaml in ${folder}; walking the SDK's types alone`);

const sdkTypes = { ChatRequest: 'chat', ResponsesRequest: 'responses', MessagesRequest: 'messages' } as const;

/** Reading takes most of the time, so every source is read once. */
const fieldsOfSource = new Map<string, readonly Field[]>();
function fieldsOf(source: string): readonly Field[] {
  const fields = fieldsOfSource.get(source) ?? bodiesOf(source).flatMap(walkFields);
  fieldsOfSource.set(source, fields);
  return fields;
}

const sdk = '@openrouter/sdk';
const sources = [...descriptions, sdk];

function bodiesOf(source: string): readonly DescribedBody[] {
  if (source !== sdk) return openApiBodies(source, parse(readFileSync(join(folder, source), 'utf8')));
  const module = fileURLToPath(import.meta.resolve('@openrouter/sdk/models'));
  return declaredBodies(source, module.replace(/\.js$/, '.d.ts'), sdkTypes);
}

describe.each(sources)('fields that name a model in %s', (source) => {
  it('are all collected, or known to be harmless', () => {
    const fields = fieldsOf(source);
    const sorted = sortFields(fields, harmlessFields, consequences);
    const { collected, consequential, harmless, missed } = sorted;
    console.log(
      `${source}: ${fields.length} fields walked, ${collected.length} collected, ` +
        `${consequential.length} that change a verdict, ${harmless.length} harmless, ${missed.length} missed`,
    );
    expect(missed.map(nameField)).toEqual([]);
  });

  it.each([
    ['chat', 'plugins[]{id=fusion}.analysis_models[]'],
    ['chat', 'tools[]{type=openrouter:subagent}.parameters.model'],
    ['responses', 'input[]{type=additional_tools}.tools[]{type=image_generation}.model'],
    ['responses', 'tools[]{type=openrouter:fusion}.parameters.tools[]{type=<any>}.parameters.<any>'],
    ['messages', 'fallbacks[].model'],
    ['messages', 'tools[]{type=advisor_20260301}.model'],
  ])('are found where they are known to be: %s %s', (endpoint, pattern) => {
    const fields = fieldsOf(source).filter(({ described }) => described.endpoint === endpoint);
    expect(sortFields(fields, [], []).collected.map((field) => field.pattern)).toContain(pattern);
  });
});

describe('the list of harmless fields', () => {
  it.skipIf(!isDescribed)('holds none that is gone, or judged anyway', () => {
    expect(sortFields(sources.flatMap(fieldsOf), harmlessFields, consequences).idle).toEqual([]);
  });

  it('says each pattern once, and why', () => {
    const patterns = harmlessFields.flatMap((each) => each.patterns);
    expect(new Set(patterns).size).toBe(patterns.length);
    expect(harmlessFields.filter(({ reason }) => !/^.{20,}\.$/.test(reason))).toEqual([]);
  });
});

const text = { type: 'string' };

/** A description of one endpoint, whose body has these fields. */
function describedWith(
  properties: object,
  path = '/chat/completions',
  schemas: object = {},
): readonly Field[] {
  const schema = { type: 'object', properties };
  const post = { requestBody: { content: { 'application/json': { schema } } } };
  const description = { paths: { [path]: { post } }, components: { schemas } };
  return openApiBodies('made up', description).flatMap(walkFields);
}

function missedIn(
  fields: readonly Field[],
  harmless: readonly Harmless[] = harmlessFields,
): readonly string[] {
  return sortFields(fields, harmless, consequences).missed.map(({ pattern }) => pattern);
}

describe('a field that is new', () => {
  const override = { type: 'object', properties: { model_override: text } };
  const tool = (parameters: object) => ({
    type: 'array',
    items: { type: 'object', properties: { type: { const: 'oracle_20270101' }, parameters } },
  });
  const judge = { type: 'object', properties: { judge_helper_model: text } };

  it.each([
    ['where no code looks', { metadata: override }, ['metadata.model_override']],
    [
      'in a part of a message',
      { messages: { type: 'array', items: override } },
      ['messages[].model_override'],
    ],
    ['under another word', { reroute: text }, ['reroute']],
    [
      'as a switch',
      { provider: { properties: { pin_variant: { type: 'boolean' } } } },
      ['provider.pin_variant'],
    ],
    ['as a list', { trace: { properties: { models: { items: text } } } }, ['trace.models[]']],
    [
      'inside what is called a model',
      { metadata: { properties: { model: override } } },
      ['metadata.model.model_override'],
    ],
    [
      'in one of several parts',
      { metadata: { allOf: [{ type: 'object' }, override] } },
      ['metadata.model_override'],
    ],
    ['in one of several shapes', { metadata: { oneOf: [text, override] } }, ['metadata.model_override']],
    ['behind a reference', { trace: { $ref: '#/components/schemas/Override' } }, ['trace.model_override']],
    ['in a map', { trace: { additionalProperties: override } }, ['trace.<any>.model_override']],
    ['as a map', { system: { type: 'object', additionalProperties: true } }, ['system.<any>']],
  ])('is reported: %s', (_, properties, missed) => {
    expect(missedIn(describedWith(properties, '/chat/completions', { Override: override }))).toEqual(missed);
  });

  it('is collected as a plugin, for unknown plugins are rejected', () => {
    const plugins = { items: { properties: { id: { enum: ['oracle'] } } } };
    const { collected, missed } = sortFields(describedWith({ plugins }), [], []);
    expect(collected.map(({ pattern }) => pattern)).toEqual(['plugins[]{id=oracle}']);
    expect(missed).toEqual([]);
  });

  it('is reported as a kind of tool, but not where the guard sees its model', () => {
    expect(missedIn(describedWith({ tools: tool(judge) }))).toEqual(['tools[]{type=oracle_20270101}']);
  });

  it('is reported in the body of a batch, where harmless fields are harmless too', () => {
    const body = { properties: { model: text, route: text, metadata: override } };
    const requests = { type: 'array', items: { properties: { custom_id: text, body } } };
    expect(missedIn(describedWith({ model: text, requests }, '/api/beta/batches'))).toEqual([
      'requests[].body.metadata.model_override',
    ]);
  });

  it('is reported once, however deep a description contains itself', () => {
    const part = { properties: { part: { $ref: '#/components/schemas/Part' }, engine: text } };
    const fields = describedWith({ text: { $ref: '#/components/schemas/Part' } }, '/responses', {
      Part: part,
    });
    expect(missedIn(fields)).toEqual(['text.engine']);
  });

  it('is reported in types that are declared, in the spelling of the wire', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'distillable-types-'));
    const file = join(directory, 'models.d.ts');
    await writeFile(
      file,
      `export type ChatRequest = {
         model?: string | undefined;
         judge?: 'one' | 'two' | (string & { readonly brand: unique symbol }) | null;
         metadata?: { modelOverride?: string; sentAt: Date; labels: Array<Label> };
         plugins?: Array<{ id: 'web' } | { id: 'oracle' }>;
       };
       interface Label { name: string; inner?: Label; isRouted: boolean; preset?: unknown }`,
    );
    try {
      const fields = declaredBodies('made up', file, { ChatRequest: 'chat' }).flatMap(walkFields);
      expect(missedIn(fields)).toEqual([
        'judge',
        'metadata.model_override',
        'metadata.labels[].is_routed',
        'metadata.labels[].preset',
      ]);
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  });

  it('is not reported once its harmlessness is explained, and its explanation goes when it goes', () => {
    const explained = [{ reason: 'A label.', patterns: ['metadata.model_override'] }];
    expect(missedIn(describedWith({ metadata: override }), explained)).toEqual([]);
    expect(sortFields(describedWith({ metadata: text }), explained, []).idle).toEqual([
      'metadata.model_override',
    ]);
  });

  it('needs no explanation where the guard judges it anyway', () => {
    const needless = [{ reason: 'Judged.', patterns: ['model'] }];
    expect(sortFields(describedWith({ model: text }), needless, []).idle).toEqual(['model']);
  });
});
