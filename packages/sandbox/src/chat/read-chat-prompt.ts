import type { Prompt } from '../generation/prompt.js';
import type { JsonObject } from '../json-object.js';
import { parseBody } from '../request/parse-body.js';
import { type ChatBody, chatBodySchema } from './chat-body.js';

/**
 * Reads a body of `POST /chat/completions`.
 *
 * @throws AnswerError 400 when it has no messages, or any of another shape
 */
export function readChatPrompt(body: JsonObject): Prompt {
  const parsed = parseBody(chatBodySchema, body);
  const question = parsed.messages.findLast(({ role }) => role === 'user');
  return { endpoint: 'chat', body, text: toText(question?.content), tool: callableTool(parsed) };
}

function toText(content: ChatBody['messages'][number]['content']): string {
  if (typeof content === 'string') return content;
  return (content ?? []).flatMap(({ text }) => text ?? []).join('\n');
}

function callableTool({ messages, tools, tool_choice: choice }: ChatBody): Prompt['tool'] {
  if (choice === 'none' || messages.at(-1)?.role === 'tool') return null;
  const wanted = typeof choice === 'object' ? choice?.function?.name : undefined;
  for (const { type, function: callable } of tools ?? []) {
    if (type !== 'function' || callable === undefined) continue;
    const { name, parameters } = callable;
    if (wanted === undefined || wanted === name) return { name, schema: parameters ?? {} };
  }
  return null;
}
