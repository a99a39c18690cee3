/** JSON leaves these as they are, and terminals act on some of them. Between tokens they can't occur. */
const unprintable = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** JSON text without a character that a terminal would act on; parses to the same value. */
export function toSafeJson(value: unknown, indent = 0): string {
  return JSON.stringify(value, null, indent).replaceAll(
    unprintable,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
