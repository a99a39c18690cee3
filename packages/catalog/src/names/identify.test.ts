import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogAlias, catalogModel, catalogSnapshot } from '../../../../test/support/catalog-model.js';
import { identify } from './identify.js';

const snapshot = catalogSnapshot([
  catalogModel('anthropic/claude-sonnet-4.5', { canonicalSlug: 'anthropic/claude-4.5-sonnet-20250929' }),
  catalogAlias('~anthropic/claude-sonnet-latest', 'anthropic/claude-sonnet-4.5'),
  catalogModel('meta-llama/llama-3.3-70b-instruct', { huggingFaceId: 'meta-llama/Llama-3.3-70B-Instruct' }),
  catalogModel('nvidia/nemotron-x-9b:free', { canonicalSlug: 'nvidia/nemotron-x-9b-20260101' }),
  catalogModel('newmaker/thing-7b-it', {
    name: 'NewMaker: Small',
    huggingFaceId: 'NewMaker/Thing-7B-it',
  }),
  catalogModel('openai/gpt-4o'),
  catalogModel('openrouter/auto', { kind: 'router' }),
]);

const short = (name: string, options = {}) => {
  const { by, certainty, author, slugs } = identify(name, snapshot, options);
  return [by, certainty, slugs.length > 0 ? slugs.join(' ') : author];
};

describe('a name', () => {
  it.each([
    // what the list itself reads
    ['openai/gpt-4o', 'slug', 'exact', 'openai/gpt-4o'],
    ['openai/gpt-4o:nitro', 'slug', 'exact', 'openai/gpt-4o'],
    [' OpenAI/GPT-4o:free ', 'slug', 'exact', 'openai/gpt-4o'],
    ['nvidia/nemotron-x-9b', 'slug', 'exact', 'nvidia/nemotron-x-9b:free'],
    ['~anthropic/claude-sonnet-latest', 'slug', 'exact', '~anthropic/claude-sonnet-latest'],
    ['anthropic/claude-4.5-sonnet-20250929', 'canonical-slug', 'exact', 'anthropic/claude-sonnet-4.5'],
    // the past
    ['mattshumer/reflection-70b:free', 'history', 'exact', 'mattshumer/reflection-70b'],
    // gateways, regions, web addresses
    ['openrouter/openai/gpt-4o', 'slug', 'exact', 'openai/gpt-4o'],
    ['azure/gpt-4o', 'provider', 'exact', 'openai/gpt-4o'],
    ['gpt-4o@azure', 'provider', 'exact', 'openai/gpt-4o'],
    ['gpt-4o@fireworks-ai', 'provider', 'exact', 'openai/gpt-4o'],
    ['github_models/gpt-4o', 'provider', 'exact', 'openai/gpt-4o'],
    ['openai:gpt-4o', 'slug', 'exact', 'openai/gpt-4o'],
    ['openai/Qwen/Qwen2.5-7B-Instruct', 'history', 'exact', 'qwen/qwen2.5-7b-instruct'],
    ['publishers/google/models/gemini-2.5-pro', 'history', 'exact', 'google/gemini-2.5-pro'],
    [
      'https://huggingface.co/meta-llama/Llama-3.3-70B-Instruct',
      'slug',
      'exact',
      'meta-llama/llama-3.3-70b-instruct',
    ],
    [
      'accounts/fireworks/models/llama-v3p3-70b-instruct',
      'provider',
      'normalised',
      'meta-llama/llama-3.3-70b-instruct',
    ],
    // Bedrock
    ['mistral.mistral-7b-instruct-v0:2', 'history', 'normalised', 'mistralai/mistral-7b-instruct-v0.2'],
    ['anthropic.claude-v2:1', 'provider', 'normalised', 'anthropic/claude-2.1'],
    ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'provider', 'normalised', 'anthropic/claude-sonnet-4.5'],
    // Hugging Face
    ['newmaker/THING-7b-it', 'slug', 'exact', 'newmaker/thing-7b-it'],
    ['deepseek-ai/DeepSeek-V3', 'hugging-face', 'exact', 'deepseek/deepseek-chat'],
    ['RekaAI/reka-edge-2603', 'history', 'normalised', 'reka/reka-edge rekaai/reka-edge'],
    // only one maker has this name
    ['thing-7b-it', 'tail', 'exact', 'newmaker/thing-7b-it'],
    ['Thing 7B it', 'tail', 'normalised', 'newmaker/thing-7b-it'],
    ['gpt4_1106_preview', 'tail', 'normalised', 'openai/gpt-4-1106-preview'],
    ['claude-4.5-sonnet-2025-09-29', 'tail', 'normalised', 'anthropic/claude-sonnet-4.5'],
    ['ministral-8b', 'tail', 'normalised', 'mistral/ministral-8b mistralai/ministral-8b'],
    // suffixes and Ollama's tags
    [
      'meta-llama/Llama-3.3-70B-Instruct-Turbo',
      'provider',
      'normalised',
      'meta-llama/llama-3.3-70b-instruct',
    ],
    ['meta-llama/Llama-3.3-70B-Instruct-AWQ', 'suffix', 'normalised', 'meta-llama/llama-3.3-70b-instruct'],
    ['llama3.3:70b-instruct-q4_K_M', 'suffix', 'normalised', 'meta-llama/llama-3.3-70b-instruct'],
    ['thing:7b', 'suffix', 'normalised', 'newmaker/thing-7b-it'],
    ['llama3:70b', 'suffix', 'normalised', 'meta-llama/llama-3-70b-instruct'],
    ['OpenAI GPT-4o', 'suffix', 'normalised', 'openai/gpt-4o'],
    // as people and reports write them
    ['OpenAI: GPT-4o (batch)', 'slug', 'exact', 'openai/gpt-4o'],
    ['NewMaker: Small', 'provider', 'exact', 'newmaker/thing-7b-it'],
    ['Command-R+', 'suffix', 'normalised', 'cohere/command-r-plus'],
    ['Codestral 25.01', 'suffix', 'normalised', 'mistralai/codestral-2501'],
    ['Command R (08-24)', 'suffix', 'normalised', 'cohere/command-r-08-2024'],
    ['DeepSeek R1 (0528)', 'suffix', 'normalised', 'deepseek/deepseek-r1-0528'],
    ['Llama 3.3 Instruct (70B)', 'suffix', 'normalised', 'meta-llama/llama-3.3-70b-instruct'],
    ['Amazon Nova Premier', 'suffix', 'normalised', 'amazon/nova-premier-v1'],
    ['gpt-35-turbo-16k', 'provider', 'normalised', 'openai/gpt-3.5-turbo-16k'],
    // hosts and engines before and after the name
    ['databricks-claude-sonnet-4-5', 'provider', 'normalised', 'anthropic/claude-sonnet-4.5'],
    ['aws_claude45_sonnet', 'suffix', 'normalised', 'anthropic/claude-sonnet-4.5'],
    ['together/Llama-3.3-70B-Instruct-vllm', 'suffix', 'normalised', 'meta-llama/llama-3.3-70b-instruct'],
    ['Llama-3.1-405B-Inst@sambanova', 'suffix', 'normalised', 'meta-llama/llama-3.1-405b-instruct'],
    // in other texts
    [
      'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-opus-20240229-v1:0',
      'provider',
      'normalised',
      'anthropic/claude-3-opus',
    ],
    [
      'projects/p/locations/us-central1/publishers/google/models/gemini-2.5-pro',
      'history',
      'exact',
      'google/gemini-2.5-pro',
    ],
    [
      'azureml://registries/azureml-meta/models/Llama-3.3-70B-Instruct/versions/4',
      'provider',
      'exact',
      'meta-llama/llama-3.3-70b-instruct',
    ],
    ['openai:chat:gpt-4o', 'slug', 'exact', 'openai/gpt-4o'],
    ['written_by:openai/gpt-4o', 'slug', 'normalised', 'openai/gpt-4o'],
    [
      'pretrained=meta-llama/Llama-3.3-70B-Instruct,dtype=auto',
      'slug',
      'exact',
      'meta-llama/llama-3.3-70b-instruct',
    ],
    ['meta-llama__Llama-3.3-70B-Instruct', 'slug', 'exact', 'meta-llama/llama-3.3-70b-instruct'],
    // only the maker is certain
    ['gpt-4o-2024-08-06-dspy-zs-cot', 'suffix', 'author-only', 'openai'],
    ['Claude Sonnet 4.5 (20250929) (DSPy MIPROv2)', 'suffix', 'author-only', 'anthropic'],
    ['o4-mini (2025-04-16, high reasoning effort)', 'suffix', 'author-only', 'openai'],
    ['claude-2 (Mar 2024)', 'suffix', 'author-only', 'anthropic'],
    ['gemini-3-pro-preview-FC', 'suffix', 'author-only', 'google'],
    ['gpt-4o.ft', 'suffix', 'author-only', 'openai'],
    ['gpt-4-0328-generic', 'suffix', 'author-only', 'openai'],
    ['snowflake/claude-sonnet-4.5', 'tail', 'author-only', 'anthropic'],
    ['通义千问', 'provider', 'author-only', 'qwen'],
    ['gpt-4-0613', 'provider', 'author-only', 'openai'],
    ['Claude 3.5 Sonnet (06/20)', 'suffix', 'author-only', 'anthropic'],
    ['gpt-5-high', 'suffix', 'author-only', 'openai'],
    ['ft:gpt-4o-mini-2024-07-18:company::B7', 'suffix', 'author-only', 'openai'],
    ['claude-3', 'provider', 'author-only', 'anthropic'],
    ['Qwen/WorldPM-72B-HelpSteer2', 'organisation', 'author-only', 'qwen'],
    ['bartowski/Llama-3.3-70B-Instruct-GGUF', 'suffix', 'author-only', 'meta-llama'],
    ['openai/gpt-4o-transcribe-diarize', 'organisation', 'author-only', 'openai'],
    ['meta/llama-3.2-99b-vision', 'organisation', 'author-only', 'meta-llama'],
    ['newmaker/thing-9b', 'organisation', 'author-only', 'newmaker'],
  ])('%s is found by %s, %s: %s', (name, by, certainty, meaning) => {
    expect(short(name)).toEqual([by, certainty, meaning]);
  });

  it.each([
    '',
    ' ',
    'x',
    '0.14.0',
    'gpt',
    'human',
    'koala',
    'auto',
    's1',
    'dataset:koala',
    'model-router',
    'gpt2-chatbot',
    'GPT4All',
    'gpt-test',
    'claude-fan-fiction',
    './llama-3-70b-instruct',
    'C:\\models\\gpt-4o',
    // a deployment's name is the customer's choice
    'azure/gpt-4o-deployment',
    'accounts/me/models/llama-v3p1-8b-instruct',
    'gpt-4o-mini/b-v2',
    'openai/my-model',
    'openai/qwen2.5-7b-instruct',
    // tunes of another's base, and another's weights
    'princeton-nlp/gemma-2-9b-it-SimPO',
    'humpback-llama2-70b',
    'gemma4-consult',
    'ollama/phi3-financial',
    'codellama-7b-poetry',
    'Meta-Llama-3-120B-Instruct',
    'bartowski/vicuna-13b-v1.5-GGUF',
    'nvidia/llama-3.3-70b-instruct-fp4',
    'NousResearch/Meta-Llama-3-8B-Instruct',
    'gpt-4o-2024-08-06-distilled-llama-8b',
    'Llama 3 8B (SimPO)',
    'gemini (zodiac)',
    'Claude Monet',
    // hosts
    'amazon/falcon-40b-instruct',
    'togethercomputer/falcon-40b-instruct',
    'meta/opt-175b',
    'alibaba/something-new',
    'huggingface/smollm2-1.7b-instruct',
  ])('%j has no maker that is certain, nor by its family', (name) => {
    expect(short(name, { families: true })).toEqual(['none', 'none', null]);
  });

  it('is what the caller says it is, before all else', () => {
    const names = new Map([
      ['gpt-4o', 'meta-llama/llama-3.3-70b-instruct'],
      ['ours', 'gone/model'],
      ['any', 'openrouter/auto'],
      ['bad', 'no-slug'],
    ]);
    expect(identify(' gpt-4o', snapshot, { names })).toEqual({
      slugs: ['meta-llama/llama-3.3-70b-instruct'],
      author: 'meta-llama',
      by: 'declared',
      certainty: 'exact',
      moving: false,
      retired: false,
    });
    expect(identify('ours', snapshot, { names })).toMatchObject({ author: 'gone', retired: true });
    expect(identify('any', snapshot, { names })).toMatchObject({ author: null, slugs: ['openrouter/auto'] });
    expect(identify('bad', snapshot, { names })).toMatchObject({ by: 'declared', certainty: 'none' });
  });

  it.each(['openrouter/auto', '@preset/mine', 'openrouter/free'])(
    'of what the server picks has no maker: %s',
    (name) => {
      expect(identify(name, snapshot)).toMatchObject({
        slugs: [name],
        author: null,
        by: 'slug',
        certainty: 'exact',
      });
    },
  );

  it('is moving if it has stood for several builds, whether or not it has a row', () => {
    expect(identify('openai/gpt-4o', snapshot).moving).toBe(true);
    expect(identify('openai/gpt-4', snapshot).moving).toBe(true);
    expect(identify('~anthropic/claude-sonnet-latest', snapshot).moving).toBe(true);
    expect(identify('Gemini 1.5 Pro', snapshot).moving).toBe(true);
    expect(identify('llama3:latest', snapshot).moving).toBe(true);
    expect(identify('openai/gpt-4o-2024-11-20', snapshot).moving).toBe(false);
    expect(identify('gpt-4o (2024-08-06)', snapshot).moving).toBe(false);
    expect(identify('anthropic/claude-sonnet-4.5', snapshot).moving).toBe(false);
  });

  it('is retired if none of its slugs is a row', () => {
    expect(identify('gpt-4-1106-preview', snapshot).retired).toBe(true);
    expect(identify('Llama-3.3-70B-Instruct', snapshot).retired).toBe(false);
    expect(identify('gpt-4-0613', snapshot).retired).toBe(false);
  });

  it('gives its maker by its family only if that is asked for', () => {
    expect(short('qwen9-72b-chat')).toEqual(['none', 'none', null]);
    expect(short('qwen9-72b-chat', { families: true })).toEqual(['family', 'author-only', 'qwen']);
  });

  it('of any form gives the same result twice, whose author is that of the slugs', () => {
    const part = fc.constantFrom(
      ...[
        'openai',
        'meta',
        'gpt-4o',
        'llama',
        '3.3',
        '70b',
        'instruct',
        'hf',
        'v1',
        'us.',
        'anthropic.',
        'ft',
        'q4_K_M',
      ],
      ...[
        '/',
        '-',
        ':',
        '@',
        ' ',
        '(',
        ')',
        '.',
        '~',
        '2024-11-20',
        'claude',
        'latest',
        'unsloth',
        'awq',
        '@preset/',
      ],
    );
    const names = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(part, { maxLength: 12 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(names, fc.boolean(), (name, families) => {
        const found = identify(name, snapshot, { families });
        expect(identify(name, snapshot, { families })).toEqual(found);
        const authors = found.slugs.map((slug) => slug.replace(/^~|\/.*$/g, ''));
        if (found.certainty === 'exact' && found.author !== null)
          expect(new Set(authors)).toEqual(new Set([found.author]));
        if (found.certainty === 'none') expect([found.author, ...found.slugs]).toEqual([null]);
        if (found.certainty === 'author-only')
          expect([typeof found.author, ...found.slugs]).toEqual(['string']);
      }),
      { numRuns: 500 },
    );
  });
});
