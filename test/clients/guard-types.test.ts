import type AnthropicClient from '@anthropic-ai/sdk';
import type { MessageCreateParams as BetaMessage } from '@anthropic-ai/sdk/resources/beta/messages/messages';
import type {
  MessageCreateParams,
  MessageCreateParamsNonStreaming,
  MessageCreateParamsStreaming,
} from '@anthropic-ai/sdk/resources/messages';
import type { CatalogSnapshot } from '@distillable/catalog';
import { createCatalog } from '@distillable/catalog';
import { createGuard, type Decision, evaluate, type SnapshotSource } from '@distillable/core';
import type { ChatRequest, MessagesRequest, ResponsesRequest } from '@openrouter/sdk/models';
import type {
  CreateResponsesRequest,
  SendChatCompletionRequestRequest,
} from '@openrouter/sdk/models/operations';
import type OpenAiClient from 'openai';
import type {
  ChatCompletionCreateParams,
  ChatCompletionCreateParamsNonStreaming,
  ChatCompletionCreateParamsStreaming,
} from 'openai/resources/chat/completions';
import type { CompletionCreateParams } from 'openai/resources/completions';
import type {
  ResponseCreateParams,
  ResponseCreateParamsNonStreaming,
  ResponseCreateParamsStreaming,
} from 'openai/resources/responses/responses';
import { describe, expectTypeOf, it } from 'vitest';
import { caseCatalog } from '../support/cases/case-catalog.js';

const guard = createGuard({ catalog: { snapshot: async () => caseCatalog } });

type Enforce<Body> = (body: Body) => Promise<Body>;
type Evaluate<Body> = (body: Body) => Decision<Body>;

describe('the guarded body has the type of the request', () => {
  it('of openai', () => {
    expectTypeOf((body: ChatCompletionCreateParams) => guard.enforce(body)).toEqualTypeOf<
      Enforce<ChatCompletionCreateParams>
    >();
    expectTypeOf((body: ChatCompletionCreateParams) => evaluate(body, caseCatalog)).toEqualTypeOf<
      Evaluate<ChatCompletionCreateParams>
    >();
    expectTypeOf((body: ChatCompletionCreateParamsNonStreaming) => guard.enforce(body)).toEqualTypeOf<
      Enforce<ChatCompletionCreateParamsNonStreaming>
    >();
    expectTypeOf((body: ChatCompletionCreateParamsNonStreaming) => evaluate(body, caseCatalog)).toEqualTypeOf<
      Evaluate<ChatCompletionCreateParamsNonStreaming>
    >();
    expectTypeOf((body: ChatCompletionCreateParamsStreaming) => guard.enforce(body)).toEqualTypeOf<
      Enforce<ChatCompletionCreateParamsStreaming>
    >();
    expectTypeOf((body: ChatCompletionCreateParamsStreaming) => evaluate(body, caseCatalog)).toEqualTypeOf<
      Evaluate<ChatCompletionCreateParamsStreaming>
    >();
    expectTypeOf((body: CompletionCreateParams) => guard.enforce(body)).toEqualTypeOf<
      Enforce<CompletionCreateParams>
    >();
    expectTypeOf((body: CompletionCreateParams) => evaluate(body, caseCatalog)).toEqualTypeOf<
      Evaluate<CompletionCreateParams>
    >();
    expectTypeOf((body: ResponseCreateParams) => guard.enforce(body)).toEqualTypeOf<
      Enforce<ResponseCreateParams>
    >();
    expectTypeOf((body: ResponseCreateParams) => evaluate(body, caseCatalog)).toEqualTypeOf<
      Evaluate<ResponseCreateParams>
    >();
    expectTypeOf((body: ResponseCreateParamsNonStreaming) => guard.enforce(body)).toEqualTypeOf<
      Enforce<ResponseCreateParamsNonStreaming>
    >();
    expectTypeOf((body: ResponseCreateParamsNonStreaming) => evaluate(body, caseCatalog)).toEqualTypeOf<
      Evaluate<ResponseCreateParamsNonStreaming>
    >();
    expectTypeOf((body: ResponseCreateParamsStreaming) => guard.enforce(body)).toEqualTypeOf<
      Enforce<ResponseCreateParamsStreaming>
    >();
    expectTypeOf((body: ResponseCreateParamsStreaming) => evaluate(body, caseCatalog)).toEqualTypeOf<
      Evaluate<ResponseCreateParamsStreaming>
    >();
  });

  it('of @anthropic-ai/sdk', () => {
    expectTypeOf((body: MessageCreateParams) => guard.enforce(body)).toEqualTypeOf<
      Enforce<MessageCreateParams>
    >();
    expectTypeOf((body: MessageCreateParams) => evaluate(body, caseCatalog)).toEqualTypeOf<
      Evaluate<MessageCreateParams>
    >();
    expectTypeOf((body: MessageCreateParamsNonStreaming) => guard.enforce(body)).toEqualTypeOf<
      Enforce<MessageCreateParamsNonStreaming>
    >();
    expectTypeOf((body: MessageCreateParamsNonStreaming) => evaluate(body, caseCatalog)).toEqualTypeOf<
      Evaluate<MessageCreateParamsNonStreaming>
    >();
    expectTypeOf((body: MessageCreateParamsStreaming) => guard.enforce(body)).toEqualTypeOf<
      Enforce<MessageCreateParamsStreaming>
    >();
    expectTypeOf((body: MessageCreateParamsStreaming) => evaluate(body, caseCatalog)).toEqualTypeOf<
      Evaluate<MessageCreateParamsStreaming>
    >();
    expectTypeOf((body: BetaMessage) => guard.enforce(body)).toEqualTypeOf<Enforce<BetaMessage>>();
    expectTypeOf((body: BetaMessage) => evaluate(body, caseCatalog)).toEqualTypeOf<Evaluate<BetaMessage>>();
  });

  it('of @openrouter/sdk', () => {
    expectTypeOf((body: ChatRequest) => guard.enforce(body)).toEqualTypeOf<Enforce<ChatRequest>>();
    expectTypeOf((body: ChatRequest) => evaluate(body, caseCatalog)).toEqualTypeOf<Evaluate<ChatRequest>>();
    expectTypeOf((body: ResponsesRequest) => guard.enforce(body)).toEqualTypeOf<Enforce<ResponsesRequest>>();
    expectTypeOf((body: ResponsesRequest) => evaluate(body, caseCatalog)).toEqualTypeOf<
      Evaluate<ResponsesRequest>
    >();
    expectTypeOf((body: MessagesRequest) => guard.enforce(body)).toEqualTypeOf<Enforce<MessagesRequest>>();
    expectTypeOf((body: MessagesRequest) => evaluate(body, caseCatalog)).toEqualTypeOf<
      Evaluate<MessagesRequest>
    >();
    expectTypeOf((body: SendChatCompletionRequestRequest) => guard.enforce(body)).toEqualTypeOf<
      Enforce<SendChatCompletionRequestRequest>
    >();
    expectTypeOf((body: SendChatCompletionRequestRequest) => evaluate(body, caseCatalog)).toEqualTypeOf<
      Evaluate<SendChatCompletionRequestRequest>
    >();
    expectTypeOf((body: CreateResponsesRequest) => guard.enforce(body)).toEqualTypeOf<
      Enforce<CreateResponsesRequest>
    >();
    expectTypeOf((body: CreateResponsesRequest) => evaluate(body, caseCatalog)).toEqualTypeOf<
      Evaluate<CreateResponsesRequest>
    >();
  });

  it('of a literal with fields that no SDK knows', () => {
    const body = { model: 'open/small', models: ['open/large'], provider: { zdr: true } };
    expectTypeOf(guard.enforce(body)).resolves.toEqualTypeOf<typeof body>();
    expectTypeOf(evaluate(body, caseCatalog).request).toEqualTypeOf<typeof body | null>();
  });

  it('of anything that may not be a request', () => {
    expectTypeOf(evaluate(JSON.parse('null') as unknown, caseCatalog)).toEqualTypeOf<Decision<unknown>>();
    expectTypeOf(guard.check('text')).resolves.toEqualTypeOf<Decision<string>>();
  });
});

describe('a guarded body', () => {
  it('goes into the clients as it is', () => {
    const send = async (openai: OpenAiClient, anthropic: AnthropicClient) => ({
      chat: await openai.chat.completions.create(
        await guard.enforce<ChatCompletionCreateParamsNonStreaming>({ model: 'open/small', messages: [] }),
      ),
      response: await openai.responses.create(
        await guard.enforce<ResponseCreateParamsNonStreaming>({ model: 'open/small', input: 'Hello' }),
      ),
      message: await anthropic.messages.create(
        await guard.enforce<MessageCreateParamsNonStreaming>({
          model: 'open/small',
          max_tokens: 9,
          messages: [],
        }),
      ),
    });
    expectTypeOf(send).returns.resolves.toHaveProperty('chat');
  });

  it('is none before it was enforced', () => {
    expectTypeOf(evaluate({ model: 'open/small' }, caseCatalog).request).toBeNullable();
    expectTypeOf(guard.enforce).parameter(0).toBeObject();
  });
});

describe('a catalog', () => {
  it('of @distillable/catalog is a source of snapshots as it is', () => {
    expectTypeOf(createCatalog).returns.toExtend<SnapshotSource>();
    expectTypeOf<CatalogSnapshot>().toExtend<Awaited<ReturnType<SnapshotSource['snapshot']>>>();
  });
});
