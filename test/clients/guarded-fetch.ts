import { chatFields, chatTools, readChatAnswer, readChatStream } from './chat-shape.js';
import type { CreateClient } from './client.js';

/** `guard.fetch` by itself. */
export const createFetchClient: CreateClient = (guard, apiKey) => {
  const { baseUrl } = guard.options.send;
  async function post(body: object): Promise<Response> {
    const response = await guard.fetch(`${baseUrl}/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`HTTP ${response.status}: ${await response.text()}`);
    return response;
  }
  return {
    ask: async (question) => readChatAnswer(await (await post(chatFields(question))).text()),
    async stream(question, onText) {
      const { body } = await post({ ...chatFields(question), stream: true });
      if (body === null) throw new Error('The response has no body.');
      return readChatStream(body, onText);
    },
    callTool: async (question) =>
      readChatAnswer(await (await post({ ...chatFields(question), ...chatTools })).text()),
  };
};
