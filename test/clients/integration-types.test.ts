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
const model = 'open/small';

type AiSdkOptions = NonNullable<Parameters<typeof createOpenRouter>[0]>;
type CompatibleOptions = Parameters<typeof createOpenAICompatible>[0];
type LangChainOptions = NonNullable<Exclude<ConstructorParameters<typeof ChatOpenAI>[0], string>>;

describe('what an integration returns', () => {
  it('is what the constructors take', () => {
    expect(new OpenAI(guardOpenAI(guard, { apiKey })).baseURL).toBe('https://openrouter.ai/api/v1');
    expect(new Anthropic(guardAnthropic(guard, { apiKey })).baseURL).toBe('https://openrouter.ai/api');
    expect(new OpenRouter(guardOpenRouter(guard, { HTTPClient, apiKey })).chat).toBeDefined();
    expect(createOpenRouter(guardAiSdk(guard, { apiKey })).chat).toBeTypeOf('function');
    expect(createOpenAICompatible(guardAiSdk(guard, { apiKey })).chatModel).toBeTypeOf('function');
    expect(new ChatOpenAI(guardLangChain(guard, { apiKey, model })).model).toBe(model);
    expect(new ChatOpenAI({ ...guardLangChain(guard, { apiKey }), model }).model).toBe(model);
  });

  it('has the types of their options, with all that was given', () => {
    const timed = { apiKey, timeout: 5_000 };
    expectTypeOf(guardOpenAI(guard, timed)).toExtend<OpenAIOptions>();
    expectTypeOf(guardOpenAI(guard, timed).timeout).toEqualTypeOf<number>();
    expectTypeOf(guardOpenAI(guard, timed).apiKey).toEqualTypeOf<string | (() => Promise<string>)>();
    expectTypeOf(guardAnthropic(guard, timed)).toExtend<AnthropicOptions>();
    expectTypeOf(guardAnthropic(guard, timed).apiKey).toEqualTypeOf<null>();
    const limited = { HTTPClient, apiKey, timeoutMs: 5_000 };
    expectTypeOf(guardOpenRouter(guard, limited)).toExtend<SDKOptions>();
    expectTypeOf(guardOpenRouter(guard, limited).httpClient).toEqualTypeOf<HTTPClient>();
    expectTypeOf(guardOpenRouter(guard, limited)).not.toHaveProperty('HTTPClient');
    expectTypeOf(guardAiSdk(guard)).toExtend<AiSdkOptions>();
    expectTypeOf(guardAiSdk(guard, { headers: { 'x-own': 'a' } })).toExtend<AiSdkOptions>();
    expectTypeOf(guardAiSdk(guard, { includeUsage: true })).toExtend<CompatibleOptions>();
    expectTypeOf(guardLangChain(guard, { apiKey, temperature: 0.3 })).toExtend<LangChainOptions>();
  });

  it('takes a key that is fetched, where the SDK does', () => {
    expect(new OpenAI(guardOpenAI(guard, { apiKey: keySource }))).toBeInstanceOf(OpenAI);
    expect(new OpenRouter(guardOpenRouter(guard, { HTTPClient, apiKey: keySource }))).toBeInstanceOf(
      OpenRouter,
    );
    expect(new ChatOpenAI(guardLangChain(guard, { apiKey: keySource }))).toBeInstanceOf(ChatOpenAI);
  });

  it('has every other option of the SDK', () => {
    const openai = new OpenAI(
      guardOpenAI(guard, { apiKey, timeout: 5_000, maxRetries: 0, defaultHeaders: { 'x-own': 'a' } }),
    );
    expect(openai).toMatchObject({ timeout: 5_000, maxRetries: 0 });
    expect(new Anthropic(guardAnthropic(guard, { apiKey, maxRetries: 0, timeout: 5_000 }))).toMatchObject({
      timeout: 5_000,
      maxRetries: 0,
    });
    expect(new OpenRouter(guardOpenRouter(guard, { HTTPClient, apiKey, timeoutMs: 5_000 }))).toMatchObject({
      _options: { timeoutMs: 5_000 },
    });
    expect(new ChatOpenAI(guardLangChain(guard, { apiKey, model, temperature: 0.3 })).temperature).toBe(0.3);
    expect(createOpenRouter(guardAiSdk(guard, { apiKey, extraBody: { seed: 1 } })).chat).toBeDefined();
  });

  it('is an error for the compiler with an option that the SDK does not know', () => {
    // @ts-expect-error: timeout
    new OpenAI(guardOpenAI(guard, { apiKey, timeoutt: 5_000 }));
    // @ts-expect-error: maxRetries
    new Anthropic(guardAnthropic(guard, { apiKey, maxRetrys: 0 }));
    // @ts-expect-error: timeoutMs
    new OpenRouter(guardOpenRouter(guard, { HTTPClient, apiKey, timeout: 5_000 }));
    // @ts-expect-error: extraBody
    createOpenRouter(guardAiSdk(guard, { apiKey, extraBodies: {} }));
    // @ts-expect-error: includeUsage
    createOpenAICompatible(guardAiSdk(guard, { apiKey, includeUsages: true }));
  });

  it('is an error for the compiler with an option of the wrong type', () => {
    // @ts-expect-error: a number
    new OpenAI(guardOpenAI(guard, { apiKey, timeout: '5s' }));
    // @ts-expect-error: a number
    expect(() => new Anthropic(guardAnthropic(guard, { apiKey, maxRetries: 'none' }))).toThrow();
    // @ts-expect-error: a number
    new ChatOpenAI({ ...guardLangChain(guard, { apiKey, temperature: 'hot' }), model });
  });

  it('is an error for the compiler, and at run time, with what the guard sets', () => {
    // @ts-expect-error: the guard's
    expect(() => guardOpenAI(guard, { apiKey, baseURL: 'https://example.com' })).toThrow(/baseUrl/);
    // @ts-expect-error: the guard's
    expect(() => guardAnthropic(guard, { apiKey, fetch })).toThrow(/fetch/);
  });

  it('without a key sends that of no other company, and names the right one', () => {
    const { OPENAI_API_KEY, ANTHROPIC_API_KEY } = process.env;
    Object.assign(process.env, { OPENAI_API_KEY: 'sk-openai', ANTHROPIC_API_KEY: 'sk-ant' });
    try {
      expect(() => guardOpenAI(guard, {})).toThrow(/OPENROUTER_API_KEY/);
      expect(() => guardLangChain(guard, { model })).toThrow(/OPENROUTER_API_KEY/);
      expect(() => guardAnthropic(guard, {})).toThrow(/OPENROUTER_API_KEY/);
      expect(new Anthropic(guardAnthropic(guard, { apiKey })).apiKey).toBeNull();
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
