/** The pieces in which a text is streamed: its words, each with the space before it. Joined they are the text. */
export function splitWords(text: string): readonly string[] {
  return text.match(/\s*\S+|\s+$/g) ?? [];
}

/** How many tokens the sandbox counts for a text. */
export function countTokens(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}
