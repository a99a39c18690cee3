/**
 * What can't be seen, or what a terminal acts on: controls, marks that reorder text, separators of lines, all that is
 * shown with no width, and halves of characters. Joiners and selectors within emoji are left alone.
 */
const invisible =
  /(?<!\p{Extended_Pictographic})\ufe0f|(?<!\p{Extended_Pictographic}\ufe0f?)\u200d|\u200d(?!\p{Extended_Pictographic})|(?![\u200d\ufe0f])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

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
  const visible = visibleAscii.test(text) ? text : text.replaceAll(invisible, escapeCharacter);
  return visible.replaceAll(commandMarks, escapeCharacter);
}

/** Almost all text is, and to compile the pattern for the rest takes longer than to print a list. */
const visibleAscii = /^[\x20-\x7e]*$/;

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
  const visible = /^[\n\x20-\x7e]*$/.test(json) ? json : json.replaceAll(invisible, escapeInJson);
  return visible.replaceAll(commandMarks, toUnicodeEscapes);
}

/** Line breaks between the values are ours; those within strings are escaped already. */
function escapeInJson(character: string): string {
  return character === '\n' ? character : toUnicodeEscapes(character);
}
