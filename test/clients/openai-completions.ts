import { guardOpenAI } from '@distillable/core';
import OpenAI from 'openai';
import { type CreateClient, modelFields, textCollector } from './client.js';

/** The `openai` package at `/completions`, which knows no tools. */
export const createOpenAICompletions: CreateClient = (guard, apiKey) => {
  const openai = new OpenAI(guardOpenAI(guard, { apiKey }));
  return {
    async ask(question) {
      const answer = await openai.completions.create({ ...modelFields(question), prompt: question.prompt });
      return { text: answer.choices[0]?.text ?? '', model: answer.model };
    },
    async stream(question, onText) {
      const collected = textCollector(onText);
      let model: string | undefined;
      const stream = await openai.completions.create({
        ...modelFields(question),
        prompt: question.prompt,
        stream: true,
      });
      for await (const chunk of stream) {
        model = chunk.model;
        collected.add(chunk.choices[0]?.text);
      }
      return { text: collected.text, model };
    },
  };
};
