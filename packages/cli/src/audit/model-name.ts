/** What stands where a model's name belongs, in a word: it can be too large to be shown. */
export function textOfMalformed(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : String(value);
}
