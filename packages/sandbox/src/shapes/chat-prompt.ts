import { z } from 'zod';
import type { Prompt } from '../upstream/generation.js';
import type { JsonObject } from '../wire/json.js';
import { parseBody } from '../wire/request.js';
import { textContent, textOf } from './text-parts.js';

/** @see https://openrouter.ai/docs/api-reference/chat-completion (OpenAPI description read 2026-08-22) */
const chatBody = z.looseObject({
  messages: z.array(z.looseObject({ role: z.string(), content: textContent.nullish() })).min(1),
  tools: z
    .array(
      z.looseObject({
        type: z.string(),
        function: z
          .looseObject({ name: z.string(), parameters: z.record(z.string(), z.unknown()).nullish() })
          .optional(),
      }),
    )
    .nullish(),
  tool_choice: z
    .union([
      z.string(),
      z.looseObject({ type: z.string(), function: z.looseObject({ name: z.string() }).optional() }),
    ])
    .nullish(),
});

/**
 * Reads a body of `POST /chat/completions`.
 *
 * @throws ApiError 400 when it has no messages, or any of another shape
 */
export function readChatPrompt(body: JsonObject): Prompt {
  const parsed = parseBody(chatBody, body);
  const question = parsed.messages.findLast(({ role }) => role === 'user');
  return { body, hasFallbacks: false, text: textOf(question?.content), tool: callableTool(parsed) };
}

function callableTool({ messages, tools, tool_choice: choice }: z.infer<typeof chatBody>): Prompt['tool'] {
  if (choice === 'none' || messages.at(-1)?.role === 'tool') return null;
  const wanted = typeof choice === 'object' ? choice?.function?.name : undefined;
  for (const { type, function: callable } of tools ?? []) {
    if (type !== 'function' || callable === undefined) continue;
    const { name, parameters } = callable;
    if (wanted === undefined || wanted === name) return { name, schema: parameters ?? {} };
  }
  return null;
}
