const quotedWords = 12;

/** The text of the local upstream: the same for the same model and prompt. */
export function generatedText(model: string, prompt: string): string {
  const words = prompt.match(/\S+/g) ?? [];
  const quoted = words.slice(0, quotedWords).join(' ');
  const more = words.length > quotedWords ? ' …' : '';
  return `This is sandbox text from ${model}. You wrote: “${quoted}${more}”`;
}
