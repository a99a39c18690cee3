import { guardOpenAI } from '@distillable/core';
import OpenAI from 'openai';
import { chatFields } from './chat-shape.js';
import { type CreateClient, lookUp, parsedCall, textCollector } from './client.js';

/** The `openai` package at `/chat/completions`. */
export const createOpenAIChat: CreateClient = (guard, apiKey) => {
  const openai = new OpenAI(guardOpenAI(guard, { apiKey }));
  return {
    async ask(question) {
      const answer = await openai.chat.completions.create(chatFields(question));
      return { text: answer.choices[0]?.message.content ?? '', model: answer.model };
    },
    async stream(question, onText) {
      const collected = textCollector(onText);
      let model: string | undefined;
      const stream = await openai.chat.completions.create({ ...chatFields(question), stream: true });
      for await (const chunk of stream) {
        model = chunk.model;
        collected.add(chunk.choices[0]?.delta.content);
      }
      return { text: collected.text, model };
    },
    async callTool(question) {
      const answer = await openai.chat.completions.create({
        ...chatFields(question),
        tools: [{ type: 'function', function: lookUp }],
      });
      const [call] = answer.choices[0]?.message.tool_calls ?? [];
      return {
        text: '',
        model: answer.model,
        ...parsedCall(call?.type === 'function' ? call.function : undefined),
      };
    },
  };
};
