/**
 * Characters that can't be seen, or that a terminal acts on: controls, marks that reorder text, separators of lines,
 * characters without width, and halves of characters. Joiners and selectors within emoji are left alone.
 */
const invisible = [
  String.raw`(?<!\p{Extended_Pictographic})\ufe0f`,
  String.raw`(?<!\p{Extended_Pictographic}\ufe0f?)\u200d`,
  String.raw`\u200d(?!\p{Extended_Pictographic})`,
  String.raw`(?![\u200d\ufe0f])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]`,
].join('|');

/** Made only for text that needs it: of a literal, Node reads the classes at every start, for 0.7 ms. */
function escapeInvisible(text: string, toEscape: (character: string) => string): string {
  return text.replaceAll(new RegExp(invisible, 'gu'), toEscape);
}

/**
 * How CI runners recognise a command in a log: GitHub `::name` at the beginning of a line, whatever white space is before
 * it, and `##[name]` anywhere; Azure `##vso[…]` and TeamCity `##teamcity[…]` anywhere.
 *
 * @see https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs (read 2026-08-22)
 */
const commandMarks = /(?<=^\s*):(?=:)|#(?=#\w*\[)/gu;

/**
 * Text from outside (of a server, a file, an argument) as one line that can only be read: it can't move the cursor, hide
 * or reorder what is printed beside it, or be taken for a command by a CI runner. Such characters are shown as escapes.
 */
export function toPlainText(text: string): string {
  const visible = visibleLatin.test(text) ? text : escapeInvisible(text, escapeCharacter);
  return visible.replaceAll(commandMarks, escapeCharacter);
}

/** Almost all text consists of these characters. None of them is invisible. */
const visibleLatin = /^[ -~\u00a0-\u00ac\u00ae-\u00ff]*$/;

/** The same for text of several lines. */
export function toPlainLines(text: string): string {
  return text.split(/\r?\n/).map(toPlainText).join('\n');
}

const shortEscapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escapeCharacter(character: string): string {
  return shortEscapes[character] ?? toUnicodeEscapes(character);
}

/** As in JSON: an escape for each half of a character beyond U+FFFF. */
function toUnicodeEscapes(character: string): string {
  return character
    .split('')
    .map((half) => `\\u${half.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

/** JSON text that can only be read too, and that parses to the same value. Neither can occur outside of strings. */
export function toSafeJson(value: unknown, indent = 0): string {
  const json = JSON.stringify(value, null, indent);
  const visible = /^[\n\x20-\x7e]*$/.test(json) ? json : escapeInvisible(json, escapeInJson);
  return visible.replaceAll(commandMarks, toUnicodeEscapes);
}

/** Line breaks between the values are ours; those within strings are escaped already. */
function escapeInJson(character: string): string {
  return character === '\n' ? character : toUnicodeEscapes(character);
}
