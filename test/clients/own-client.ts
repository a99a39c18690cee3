import { createClient } from '@distillable/core/client';
import { chatFields, chatTools, readChatAnswer } from './chat-shape.js';
import { type CreateClient, textCollector } from './client.js';

/** Our own client, at `/chat/completions`. */
export const createOwnClient: CreateClient = (guard, apiKey) => {
  const client = createClient({ guard, apiKey });
  return {
    async ask(question) {
      const { text, body } = await client.chat(chatFields(question));
      return { ...readChatAnswer(JSON.stringify(body)), text };
    },
    async stream(question, onText) {
      const collected = textCollector(onText);
      let model: string | undefined;
      for await (const { text, data } of client.chat({ ...chatFields(question), stream: true })) {
        if (typeof data['model'] === 'string') model = data['model'];
        collected.add(text);
      }
      return { text: collected.text, model };
    },
    async callTool(question) {
      const { body } = await client.chat({ ...chatFields(question), ...chatTools });
      return readChatAnswer(JSON.stringify(body));
    },
  };
};
