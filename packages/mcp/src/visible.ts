/** What can't be seen, reorders text, or ends a line. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Names come from a server or a file: as one line, they can't pass for lines of ours, nor hide what is beside them. */
export function toVisible(text: string): string {
  return text.replaceAll(invisible, (character) =>
    character
      .split('')
      .map((half) => `\\u${half.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

const maxLength = 500;

/** So that a name of megabytes does not fill the assistant's context. */
export function clip(text: string): string {
  return text.length <= maxLength ? text : `${text.slice(0, maxLength)}… (${text.length} characters)`;
}

/** Plain JSON, with every text in it clipped. */
export function clipAll(value: unknown): unknown {
  if (typeof value === 'string') return clip(value);
  if (Array.isArray(value)) return value.map(clipAll);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [clip(key), clipAll(each)]));
}
