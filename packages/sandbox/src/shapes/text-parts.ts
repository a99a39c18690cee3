import { z } from 'zod';

/** Text as messages carry it: a string, or a list of parts of which some have text. */
export type TextContent = string | readonly { readonly type: string; readonly text?: string | undefined }[];

export const textContent: z.ZodType<TextContent> = z.union([
  z.string(),
  z.array(z.looseObject({ type: z.string(), text: z.string().optional() })),
]);

export function textOf(content: TextContent | null | undefined): string {
  if (typeof content === 'string') return content;
  return (content ?? []).flatMap(({ text }) => text ?? []).join('\n');
}

interface UserMessage {
  readonly role?: string | undefined;
  readonly content?: TextContent | null | undefined;
}

/** The user's last text that is not empty: a tool result is a user's message without text. */
export function lastUserText(messages: readonly UserMessage[]): string {
  const texts = messages.filter(({ role }) => role === 'user').map(({ content }) => textOf(content));
  return texts.findLast((text) => text !== '') ?? '';
}

/** The pieces in which a text is streamed: its words, each with the space before it. Joined they are the text. */
export function splitWords(text: string): readonly string[] {
  return text.match(/\s*\S+|\s+$/g) ?? [];
}

/** The pieces in which the JSON of a tool's input is streamed. Joined they are the JSON; no character is split. */
export function splitJson(json: string): readonly string[] {
  return json.match(/.{1,12}/gsu) ?? [];
}
