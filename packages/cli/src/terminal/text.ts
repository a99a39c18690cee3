import { stripVTControlCharacters } from 'node:util';

/** C0 and C1 controls, and the marks that reorder bidirectional text: a terminal would act on them. */
const unprintable = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * One line of text that a terminal only shows: names and messages come from a server, and could otherwise move the
 * cursor, change the title, or hide what is printed next to them.
 */
export function toPlainText(text: string): string {
  return isHarmless(text) ? text : stripVTControlCharacters(text).replaceAll(unprintable, '');
}

/** The same for text of several lines. */
export function toPlainLines(text: string): string {
  return text.split(/\r?\n/).map(toPlainText).join('\n');
}

function isHarmless(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

/** `JSON.stringify` does not escape these, and terminals act on some of them. Outside of strings they can't occur. */
const unprintableInJson = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** JSON text without a character that a terminal would act on; parses to the same value. */
export function toSafeJson(value: unknown, indent = 0): string {
  return JSON.stringify(value, null, indent).replaceAll(
    unprintableInJson,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
