import { guardOpenRouter } from '@distillable/core';
import { HTTPClient, OpenRouter } from '@openrouter/sdk';
import type { ChatRequest, ChatResult } from '@openrouter/sdk/models';
import { chatFields } from './chat-shape.js';
import { type CreateClient, lookUp, parsedCall, textCollector } from './client.js';

/** The official `@openrouter/sdk` package. */
export const createOpenRouterSdk: CreateClient = (guard, apiKey) => {
  const openRouter = new OpenRouter(guardOpenRouter(guard, { HTTPClient, apiKey }));
  // The SDK's types leave open which of the two comes.
  async function send(chatRequest: ChatRequest): Promise<ChatResult> {
    const answer = await openRouter.chat.send({ chatRequest });
    if ('choices' in answer) return answer;
    throw new Error('A stream came instead of a document.');
  }
  return {
    async ask(question) {
      const answer = await send(chatFields(question));
      return { text: String(answer.choices[0]?.message.content ?? ''), model: answer.model };
    },
    async stream(question, onText) {
      const collected = textCollector(onText);
      let model: string | undefined;
      const stream = await openRouter.chat.send({ chatRequest: { ...chatFields(question), stream: true } });
      if ('choices' in stream) throw new Error('A document came instead of a stream.');
      for await (const chunk of stream) {
        model = chunk.model;
        collected.add(chunk.choices[0]?.delta.content);
      }
      return { text: collected.text, model };
    },
    async callTool(question) {
      const answer = await send({ ...chatFields(question), tools: [{ type: 'function', function: lookUp }] });
      const [call] = answer.choices[0]?.message.toolCalls ?? [];
      return { text: '', model: answer.model, ...parsedCall(call?.function) };
    },
  };
};
