import { z } from 'zod';
import type { Prompt } from '../upstream/generation.js';
import type { JsonObject } from '../wire/json.js';
import { parseBody } from '../wire/request.js';
import { lastUserText, textContent } from './text-parts.js';

/** @see https://openrouter.ai/docs/api-reference/create-a-message (OpenAPI description read 2026-08-22) */
const messagesBody = z.looseObject({
  messages: z.array(z.looseObject({ role: z.string(), content: textContent })).min(1),
  tools: z
    .array(
      z.looseObject({
        type: z.string().nullish(),
        name: z.string().optional(),
        input_schema: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .nullish(),
  tool_choice: z.looseObject({ type: z.string(), name: z.string().optional() }).nullish(),
});

type MessagesBody = z.infer<typeof messagesBody>;

/**
 * Reads a body of `POST /messages`, in Anthropic's shape.
 *
 * @throws ApiError 400 when it has no messages, or any of another shape
 */
export function readMessagesPrompt(body: JsonObject): Prompt {
  const parsed = parseBody(messagesBody, body);
  return { body, hasFallbacks: true, text: lastUserText(parsed.messages), tool: callableTool(parsed) };
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
