import { guardOpenAI } from '@distillable/core';
import OpenAI from 'openai';
import { type CreateClient, lookUp, modelFields, parsedCall, textCollector } from './client.js';

/** The `openai` package at `/responses`. */
export const createOpenAIResponses: CreateClient = (guard, apiKey) => {
  const openai = new OpenAI(guardOpenAI(guard, { apiKey }));
  return {
    async ask(question) {
      const answer = await openai.responses.create({ ...modelFields(question), input: question.prompt });
      return { text: answer.output_text, model: answer.model };
    },
    async stream(question, onText) {
      const collected = textCollector(onText);
      let model: string | undefined;
      const stream = await openai.responses.create({
        ...modelFields(question),
        input: question.prompt,
        stream: true,
      });
      for await (const event of stream) {
        if (event.type === 'response.output_text.delta') collected.add(event.delta);
        if (event.type === 'response.completed') model = event.response.model;
      }
      return { text: collected.text, model };
    },
    async callTool(question) {
      const answer = await openai.responses.create({
        ...modelFields(question),
        input: question.prompt,
        tools: [{ type: 'function', strict: true, ...lookUp }],
      });
      const call = answer.output.find((item) => item.type === 'function_call');
      return { text: answer.output_text, model: answer.model, ...parsedCall(call) };
    },
  };
};
