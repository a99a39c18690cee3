import { generateText, jsonSchema, type LanguageModel, streamText, tool } from 'ai';
import { type Client, lookUp, type Question, textCollector } from './client.js';

/** The AI SDK over a model of whatever provider. */
export function createAiSdkClient(toModel: (question: Question) => LanguageModel): Client {
  const tools = {
    look_up: tool({
      description: lookUp.description,
      inputSchema: jsonSchema<{ river: string }>(lookUp.parameters),
      execute: ({ river }) => river,
    }),
  };
  return {
    async ask(question) {
      const { text, response } = await generateText({ model: toModel(question), prompt: question.prompt });
      return { text, model: response.modelId };
    },
    async stream(question, onText) {
      const collected = textCollector(onText);
      const failures: unknown[] = [];
      // `textStream` only ends at an error; this is where it goes.
      const answer = streamText({
        model: toModel(question),
        prompt: question.prompt,
        onError: ({ error }) => {
          failures.push(error);
        },
      });
      for await (const piece of answer.textStream) collected.add(piece);
      if (failures.length > 0) throw failures[0];
      return { text: collected.text, model: (await answer.response).modelId };
    },
    async callTool(question) {
      const answer = await generateText({ model: toModel(question), prompt: question.prompt, tools });
      const [call] = answer.toolCalls;
      return {
        text: answer.text,
        model: answer.response.modelId,
        ...(call === undefined ? {} : { toolCall: { name: call.toolName, input: call.input } }),
      };
    },
  };
}
