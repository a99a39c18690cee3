import { z } from 'zod';
import type { Prompt } from '../upstream/generation.js';
import type { JsonObject } from '../wire/json.js';
import { parseBody } from '../wire/request.js';
import { lastUserText, textContent } from './text-parts.js';

const inputItem = z.looseObject({
  type: z.string().optional(),
  role: z.string().optional(),
  content: textContent.nullish(),
});

/** @see https://openrouter.ai/docs/api-reference/responses (OpenAPI description read 2026-08-22) */
const responsesBody = z.looseObject({
  input: z.union([z.string(), z.array(inputItem).min(1)]),
  tools: z
    .array(
      z.looseObject({
        type: z.string(),
        name: z.string().optional(),
        parameters: z.record(z.string(), z.unknown()).nullish(),
      }),
    )
    .nullish(),
  tool_choice: z
    .union([z.string(), z.looseObject({ type: z.string(), name: z.string().optional() })])
    .nullish(),
});

type ResponsesBody = z.infer<typeof responsesBody>;

/**
 * Reads a body of `POST /responses`.
 *
 * @throws ApiError 400 when it has no input, or one of another shape
 */
export function readResponsesPrompt(body: JsonObject): Prompt {
  const parsed = parseBody(responsesBody, body);
  const { input } = parsed;
  const text = typeof input === 'string' ? input : lastUserText(input);
  return { body, hasFallbacks: false, text, tool: callableTool(parsed) };
}

function callableTool({ input, tools, tool_choice: choice }: ResponsesBody): Prompt['tool'] {
  if (choice === 'none' || endsWithToolResult(input)) return null;
  const wanted = typeof choice === 'object' && choice?.type === 'function' ? choice.name : undefined;
  for (const { type, name, parameters } of tools ?? []) {
    if (type !== 'function' || name === undefined) continue;
    if (wanted === undefined || wanted === name) return { name, schema: parameters ?? {} };
  }
  return null;
}

function endsWithToolResult(input: ResponsesBody['input']): boolean {
  return typeof input !== 'string' && input.at(-1)?.type === 'function_call_output';
}
