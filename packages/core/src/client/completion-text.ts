import { isObject, type JsonObject } from '../references/reference.js';

/** The text of the first completion in an answer of any shape; empty where there is none. */
export function completionText(answer: JsonObject): string {
  const { choices, output, content } = answer;
  if (Array.isArray(choices)) return choiceText(choices[0], 'message');
  if (Array.isArray(output))
    return output.map((item) => (isObject(item) ? partsText(item['content']) : '')).join('');
  return partsText(content);
}

/** What one event of a stream of any shape adds to the text of the first completion. */
export function addedText(event: JsonObject): string {
  const { choices, type, delta } = event;
  if (Array.isArray(choices)) return choiceText(choices.find(isFirst), 'delta');
  if (type === 'response.output_text.delta') return asText(delta);
  if (type === 'content_block_delta' && isObject(delta) && delta['type'] === 'text_delta') {
    return asText(delta['text']);
  }
  return '';
}

function isFirst(choice: unknown): boolean {
  return isObject(choice) && (choice['index'] ?? 0) === 0;
}

function choiceText(choice: unknown, key: 'message' | 'delta'): string {
  if (!isObject(choice)) return '';
  const inner = choice[key];
  return isObject(inner) ? partsText(inner['content']) : asText(choice['text']);
}

/** Content is text, or a list of parts of which some hold text: what was thought or called is none. */
function partsText(content: unknown): string {
  if (!Array.isArray(content)) return asText(content);
  return content
    .filter((part) => isObject(part) && (part['type'] === 'text' || part['type'] === 'output_text'))
    .map((part) => asText(part['text']))
    .join('');
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
