import type { BaseMessage } from '@langchain/core/messages';
import { type Client, lookUp, type Question, textCollector } from './client.js';

/** As much of a chat model of LangChain as is needed here. */
interface ChatModel {
  invoke(prompt: string): Promise<ChatMessage>;
  stream(prompt: string): Promise<AsyncIterable<BaseMessage>>;
  bindTools(tools: object[]): { invoke(prompt: string): Promise<ChatMessage> };
}

type ChatMessage = BaseMessage & {
  readonly tool_calls?: readonly { readonly name: string; readonly args: unknown }[];
};

/** LangChain over a chat model of whatever package. */
export function createLangChainClient(toModel: (question: Question) => ChatModel): Client {
  return {
    async ask(question) {
      const message = await toModel(question).invoke(question.prompt);
      return { text: message.text, model: servedModel(message) };
    },
    async stream(question, onText) {
      const collected = textCollector(onText);
      let model: string | undefined;
      for await (const chunk of await toModel(question).stream(question.prompt)) {
        model = servedModel(chunk) ?? model;
        collected.add(chunk.text);
      }
      return { text: collected.text, model };
    },
    async callTool(question) {
      const tools = [{ type: 'function', function: lookUp }];
      const message = await toModel(question).bindTools(tools).invoke(question.prompt);
      const [call] = message.tool_calls ?? [];
      return {
        text: message.text,
        model: servedModel(message),
        ...(call === undefined ? {} : { toolCall: { name: call.name, input: call.args } }),
      };
    },
  };
}

function servedModel({ response_metadata }: BaseMessage): string | undefined {
  const model: unknown = response_metadata['model_name'] ?? response_metadata['model'];
  return typeof model === 'string' ? model : undefined;
}
