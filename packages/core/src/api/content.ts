import { isObject } from '@distillable/catalog';

/** The text of a message's content: a string, or a list of parts of which some hold text. */
export function contentText(content: unknown): string {
  if (!Array.isArray(content)) return asText(content);
  return content
    .filter((part) => isObject(part) && (part['type'] === 'text' || part['type'] === 'output_text'))
    .map((part) => asText(part['text']))
    .join('');
}

export function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
