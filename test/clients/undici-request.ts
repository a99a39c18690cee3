import { distillableInterceptor } from '@distillable/core/undici';
import { Agent, type Dispatcher, request } from 'undici';
import { chatFields, chatTools, readChatAnswer, readChatStream } from './chat-shape.js';
import type { CreateClient } from './client.js';

/** `request` of the `undici` package through our interceptor. */
export const createUndiciRequest: CreateClient = (guard, apiKey) => {
  const agent = new Agent();
  const dispatcher = agent.compose(distillableInterceptor(guard));
  const { baseUrl } = guard.options.send;
  async function post(body: object): Promise<Dispatcher.ResponseData> {
    const response = await request(`${baseUrl}/chat/completions`, {
      method: 'POST',
      dispatcher,
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (response.statusCode === 200) return response;
    throw new Error(`HTTP ${response.statusCode}: ${await response.body.text()}`);
  }
  return {
    ask: async (question) => readChatAnswer(await (await post(chatFields(question))).body.text()),
    stream: async (question, onText) =>
      readChatStream((await post({ ...chatFields(question), stream: true })).body, onText),
    callTool: async (question) =>
      readChatAnswer(await (await post({ ...chatFields(question), ...chatTools })).body.text()),
    close: () => agent.close(),
  };
};
