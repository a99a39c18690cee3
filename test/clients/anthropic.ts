import Anthropic from '@anthropic-ai/sdk';
import { guardAnthropic } from '@distillable/core';
import { type CreateClient, lookUp, modelFields, type Question, textCollector } from './client.js';

/** The `@anthropic-ai/sdk` package. */
export const createAnthropic: CreateClient = (guard, apiKey) => {
  const anthropic = new Anthropic(guardAnthropic(guard, { apiKey }));
  return {
    async ask(question) {
      const { content, model } = await anthropic.messages.create(fieldsOf(question));
      return { text: content.map((block) => (block.type === 'text' ? block.text : '')).join(''), model };
    },
    async stream(question, onText) {
      const collected = textCollector(onText);
      let model: string | undefined;
      const stream = await anthropic.messages.create({ ...fieldsOf(question), stream: true });
      for await (const event of stream) {
        if (event.type === 'message_start') model = event.message.model;
        if (event.type === 'content_block_delta' && event.delta.type === 'text_delta') {
          collected.add(event.delta.text);
        }
      }
      return { text: collected.text, model };
    },
    async callTool(question) {
      const { name, description, parameters } = lookUp;
      const { content, model } = await anthropic.messages.create({
        ...fieldsOf(question),
        tools: [{ name, description, input_schema: parameters }],
      });
      const call = content.find((block) => block.type === 'tool_use');
      return {
        text: '',
        model,
        ...(call === undefined ? {} : { toolCall: { name: call.name, input: call.input } }),
      };
    },
  };
};

function fieldsOf(question: Question): {
  model: string;
  models?: string[];
  max_tokens: number;
  messages: { role: 'user'; content: string }[];
} {
  return {
    ...modelFields(question),
    max_tokens: 500,
    messages: [{ role: 'user', content: question.prompt }],
  };
}
