import type { Prompt } from '../generation/prompt.js';
import type { JsonObject } from '../json-object.js';
import { parseBody } from '../request/parse-body.js';
import { type MessagesBody, messagesBodySchema } from './messages-body.js';

/**
 * Reads a body in Anthropic's shape.
 *
 * @throws AnswerError 400 when it has no messages, or any of another shape
 */
export function readMessagesPrompt(body: JsonObject): Prompt {
  const parsed = parseBody(messagesBodySchema, body);
  return { endpoint: 'messages', body, text: lastUserText(parsed), tool: callableTool(parsed) };
}

function lastUserText({ messages }: MessagesBody): string {
  const texts = messages.filter(({ role }) => role === 'user').map(({ content }) => toText(content));
  return texts.findLast((text) => text !== '') ?? '';
}

function toText(content: MessagesBody['messages'][number]['content']): string {
  if (typeof content === 'string') return content;
  return content.flatMap(({ text }) => text ?? []).join('\n');
}

function callableTool({ messages, tools, tool_choice: choice }: MessagesBody): Prompt['tool'] {
  if (choice?.type === 'none' || endsWithToolResult(messages)) return null;
  for (const { type, name, input_schema: schema } of tools ?? []) {
    const isFunction = type === undefined || type === null || type === 'custom';
    if (!isFunction || name === undefined || schema === undefined) continue;
    if (choice?.type !== 'tool' || choice.name === name) return { name, schema };
  }
  return null;
}

function endsWithToolResult(messages: MessagesBody['messages']): boolean {
  const content = messages.at(-1)?.content;
  return Array.isArray(content) && content.some(({ type }) => type === 'tool_result');
}
