import type { Prompt } from '../generation/prompt.js';
import type { JsonObject } from '../json-object.js';
import { parseBody } from '../request/parse-body.js';
import { type ResponsesBody, responsesBodySchema } from './responses-body.js';

/**
 * Reads a body in the Responses shape.
 *
 * @throws AnswerError 400 when it has no input, or one of another shape
 */
export function readResponsesPrompt(body: JsonObject): Prompt {
  const parsed = parseBody(responsesBodySchema, body);
  return { endpoint: 'responses', body, text: lastUserText(parsed.input), tool: callableTool(parsed) };
}

function lastUserText(input: ResponsesBody['input']): string {
  if (typeof input === 'string') return input;
  const texts = input.filter(({ role }) => role === 'user').map(({ content }) => toText(content));
  return texts.findLast((text) => text !== '') ?? '';
}

function toText(content: Exclude<ResponsesBody['input'], string>[number]['content']): string {
  if (typeof content === 'string') return content;
  return (content ?? []).flatMap(({ text }) => text ?? []).join('\n');
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
