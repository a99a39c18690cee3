import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import Anthropic, { type ClientOptions as AnthropicOptions } from '@anthropic-ai/sdk';
import {
  createGuard,
  guardAiSdk,
  guardAnthropic,
  guardLangChain,
  guardOpenAI,
  guardOpenRouter,
} from '@distillable/core';
import { ChatOpenAI } from '@langchain/openai';
import { createOpenRouter } from '@openrouter/ai-sdk-provider';
import { HTTPClient, OpenRouter, type SDKOptions } from '@openrouter/sdk';
import OpenAI, { type ClientOptions as OpenAIOptions } from 'openai';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { caseCatalog } from '../support/cases/case-catalog.js';

const guard = createGuard({ catalog: { snapshot: async () => caseCatalog } });
/** As it comes from the environment. */
const apiKey: string | undefined = 'sk-or-v1-a-key';
const keySource = async (): Promise<string> => 'sk-or-v1-a-key';

describe('what an integration gives', () => {
  it('is what the constructors take', () => {
    expect(new OpenAI(guardOpenAI(guard, { apiKey })).baseURL).toBe('https://openrouter.ai/api/v1');
    expect(new Anthropic(guardAnthropic(guard, { apiKey })).baseURL).toBe('https://openrouter.ai/api');
    expect(new OpenRouter(guardOpenRouter(guard, { HTTPClient, apiKey })).chat).toBeDefined();
    expect(createOpenRouter(guardAiSdk(guard, { apiKey })).chat).toBeTypeOf('function');
    expect(createOpenAICompatible(guardAiSdk(guard, { apiKey })).chatModel).toBeTypeOf('function');
    expect(new ChatOpenAI({ ...guardLangChain(guard, { apiKey }), model: 'open/small' }).model).toBe(
      'open/small',
    );
  });

  it('has the types of their options', () => {
    expectTypeOf(guardOpenAI(guard)).toExtend<OpenAIOptions>();
    expectTypeOf(guardAnthropic(guard)).toExtend<AnthropicOptions>();
    expectTypeOf(guardOpenRouter(guard, { HTTPClient })).toExtend<SDKOptions>();
    expectTypeOf(guardAiSdk(guard)).toExtend<NonNullable<Parameters<typeof createOpenRouter>[0]>>();
    expectTypeOf(guardAiSdk(guard)).toExtend<Parameters<typeof createOpenAICompatible>[0]>();
    expectTypeOf(guardLangChain(guard)).toExtend<
      NonNullable<Exclude<ConstructorParameters<typeof ChatOpenAI>[0], string>>
    >();
  });

  it('takes a key that is fetched, where the SDK does', () => {
    expect(new OpenAI(guardOpenAI(guard, { apiKey: keySource }))).toBeInstanceOf(OpenAI);
    expect(new OpenRouter(guardOpenRouter(guard, { HTTPClient, apiKey: keySource }))).toBeInstanceOf(
      OpenRouter,
    );
    expect(new ChatOpenAI({ ...guardLangChain(guard, { apiKey: keySource }) })).toBeInstanceOf(ChatOpenAI);
  });

  it('without a key sends that of no other company', () => {
    const { OPENAI_API_KEY, ANTHROPIC_API_KEY } = process.env;
    Object.assign(process.env, { OPENAI_API_KEY: 'sk-openai', ANTHROPIC_API_KEY: 'sk-ant' });
    try {
      expect(() => new OpenAI(guardOpenAI(guard))).toThrow(/apiKey/);
      expect(new ChatOpenAI({ ...guardLangChain(guard), model: 'open/small' }).apiKey).toBe('');
      expect(new Anthropic(guardAnthropic(guard)).apiKey).toBeNull();
    } finally {
      restore('OPENAI_API_KEY', OPENAI_API_KEY);
      restore('ANTHROPIC_API_KEY', ANTHROPIC_API_KEY);
    }
  });
});

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
