/** Strikes a key out of what an upstream sends: every byte of it becomes `*`, so that nothing else moves. */
export interface KeyStriker {
  /** Strikes it out of the value, or the name, of a header. */
  readonly strikeText: (text: string) => string;
  /** Starts to strike it out of one body. */
  readonly openBody: () => BodyStriker;
}

/** Strikes a key out of a body that comes in pieces. */
export interface BodyStriker {
  /** The part of a piece that may be written: all of it, except an end that may be the beginning of the key. */
  push(bytes: Buffer): Buffer;
  /** The rest. */
  end(): Buffer;
}

/** Shorter keys are not struck: they are not OpenRouter's, and could be a part of any text. */
const minKeyLength = 8;

/**
 * Creates a striker. The key is found as it is and in the spellings in which an error quotes it: escaped for JSON (once
 * or more), for URLs and for HTML, character by character, and in Base64.
 *
 * @param key with fewer than 8 characters, or undefined: nothing is struck
 */
export function createKeyStriker(key: string | undefined): KeyStriker {
  const secret = key?.trim() ?? '';
  if (secret.length < minKeyLength) return { strikeText: (text) => text, openBody: () => unchanged };
  const spellings = [charactersOf(secret), ...base64Of(secret)].filter(
    (units) => units.length >= minKeyLength,
  );
  const firsts = spellings.map(([first]) => first?.starts ?? '').join('');
  const pairs = spellings.map(([first, second]) => `[${first?.starts}][${second?.starts}${escapeStarts}]`);
  const startsWithPair = [...pairs, String.raw`\\[\\ux${firsts}]`, '%[0-9a-fA-Fu]', '&[#a-z]'].join('|');
  const wholes = spellings.map((units) => units.map(({ spelled }) => spelled).join(''));
  const whole = new RegExp(`(?=${startsWithPair})(?:${wholes.join('|')})`, 'g');
  const begun = new RegExp(`(?=[${firsts}${escapeStarts}])(?:${spellings.map(beginningOf).join('|')})`);
  const parts = spellings.flat().map(({ starts }) => starts);
  const mayBegin = bytesIn(new RegExp(`[${firsts}${escapeStarts}]`));
  const prescan: Prescan = {
    firsts: mayBegin,
    pairs: pairsIn(new RegExp(`^(?:${startsWithPair})`), mayBegin),
    isInSpelling: bytesIn(new RegExp(`[${parts.join('')}${escapeStarts}0-9a-zA-Z#;{}+]`)),
  };
  const maxHeldBytes = secret.length * maxSpellingBytes;
  const strikeText = (text: string): string => text.replace(whole, (found) => '*'.repeat(found.length));

  function openBody(): BodyStriker {
    let held = '';
    return {
      push(bytes) {
        if (held === '' && isFree(bytes, prescan)) return bytes;
        const struck = strikeText(held + bytes.toString('latin1'));
        const tail = struck.slice(-maxHeldBytes);
        const at = tail.search(begun);
        held = at < 0 ? '' : tail.slice(at);
        return Buffer.from(struck.slice(0, struck.length - held.length), 'latin1');
      },
      end() {
        const rest = Buffer.from(held, 'latin1');
        held = '';
        return rest;
      },
    };
  }
  return { strikeText, openBody };
}

/** What shows that there is nothing to strike in most pieces, many times faster than the patterns do. 1 is yes. */
interface Prescan {
  /** Whether a spelling may begin with a byte. */
  readonly firsts: Uint8Array;
  /** Whether it may begin with two bytes: those after the byte 0 first. */
  readonly pairs: Uint8Array;
  /** Whether a byte is in any spelling. */
  readonly isInSpelling: Uint8Array;
}

function isFree(bytes: Buffer, { firsts, pairs, isInSpelling }: Prescan): boolean {
  let previous = bytes[0] ?? 0;
  for (let index = 1; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0;
    if (firsts[previous] === 1 && pairs[previous * 256 + byte] === 1) return false;
    previous = byte;
  }
  return isInSpelling[previous] !== 1;
}

function bytesIn(pattern: RegExp, before = ''): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) =>
    pattern.test(before + String.fromCharCode(byte)) ? 1 : 0,
  );
}

function pairsIn(pattern: RegExp, firsts: Uint8Array): Uint8Array {
  const pairs = new Uint8Array(256 * 256);
  for (const [first, isFirst] of firsts.entries()) {
    if (isFirst === 1) pairs.set(bytesIn(pattern, String.fromCharCode(first)), first * 256);
  }
  return pairs;
}

/** With what escapes begin, within a character class. */
const escapeStarts = String.raw`\\%&`;

const unchanged: BodyStriker = { push: (bytes) => bytes, end: () => Buffer.alloc(0) };

/** A character of a key, as patterns over bytes. */
interface Unit {
  /** The bytes with which it begins where it is not escaped, within a character class. */
  readonly starts: string;
  /** All of its spellings. */
  readonly spelled: string;
  /** What may be the beginning of one. */
  readonly begun: string;
}

/** Roughly those of one character: to hold back more would be of no use. */
const maxSpellingBytes = 64;

/** Escapes within escapes: JSON in JSON, a URL in a URL. */
const layers = 8;

function charactersOf(text: string): readonly Unit[] {
  // A run of backslashes is one: each of them in a pattern of its own could match in too many ways.
  const characters = text.match(/\\+|[^\\]/gu) ?? [];
  return characters.map(unitOf);
}

function unitOf(character: string): Unit {
  if (character.startsWith('\\')) return backslashes(character.length);
  const code = character.codePointAt(0) ?? 0;
  const utf8 = Buffer.from(character).toString('latin1');
  const hexadecimal = (length: number): string => anyCase(code.toString(16).padStart(length, '0'));
  const mayBeEscaped = /[a-z0-9]/i.test(character) ? '' : String.raw`\\{0,${layers}}`;
  // Once each: what a pattern has twice is tried in exponentially many ways.
  const raw = [...new Set(code < 256 ? [utf8, character] : [utf8])];
  const plain = raw.map((bytes) => mayBeEscaped + escapeForRegExp(bytes));
  const spelled = [
    // What is most frequent comes first, but an entity begins with what `&` is.
    ...(character === '&' ? [] : plain),
    ...entitiesOf(character, code),
    String.raw`\\{1,${layers}}(?:u${hexadecimal(4)}|u\{0*${hexadecimal(1)}\}|x${hexadecimal(2)})`,
    ...raw.map(percentEncoded),
    `%u${hexadecimal(4)}`,
    ...(character === ' ' ? [String.raw`\+`] : []),
    ...(character === '&' ? plain : []),
  ];
  const begun = [
    String.raw`\\{1,${layers}}(?:[ux]\{?[0-9a-fA-F]{0,6})?`,
    '%[0-9a-fA-Fu%]{0,20}',
    '&[a-zA-Z0-9#;]{0,30}',
    ...(utf8.length > 1 ? [escapeForRegExp(utf8.charAt(0))] : []),
  ];
  const starts = [...raw.join(''), ...(character === ' ' ? ['+'] : [])].map(escapeForRegExp).join('');
  return { starts, spelled: `(?:${spelled.join('|')})`, begun: `(?:${begun.join('|')})` };
}

function backslashes(count: number): Unit {
  const spelled = [
    String.raw`\\{${count},${count * layers}}`,
    `(?:${percentEncoded('\\')}){${count}}`,
    `(?:${entitiesOf('\\', 0x5c).join('|')}){${count}}`,
    String.raw`(?:\\{1,${layers}}u005[cC]){${count}}`,
  ];
  const begun = [
    String.raw`\\{1,${count * layers}}(?:u[0-9a-fA-F]{0,3})?`,
    '%[0-9a-fA-F%]{0,60}',
    '&[a-zA-Z0-9#;&]{0,60}',
  ];
  return {
    starts: escapeForRegExp('\\'),
    spelled: `(?:${spelled.reverse().join('|')})`,
    begun: `(?:${begun.join('|')})`,
  };
}

function percentEncoded(bytes: string): string {
  return [...bytes]
    .map((byte) => `%(?:25){0,${layers}}${anyCase(byte.charCodeAt(0).toString(16).padStart(2, '0'))}`)
    .join('');
}

const names: ReadonlyMap<string, string> = new Map([
  ['"', 'quot'],
  ["'", 'apos'],
  ['<', 'lt'],
  ['>', 'gt'],
  ['&', 'amp'],
]);

function entitiesOf(character: string, code: number): readonly string[] {
  const name = names.get(character);
  const numeric = `#(?:0*${code}|[xX]0*${anyCase(code.toString(16))})`;
  return [`&(?:amp;){0,${layers}}(?:${name === undefined ? '' : `${name}|`}${numeric});`];
}

/**
 * The key in Base64, also where other bytes stand before it: of three alignments the characters that no neighbour
 * changes.
 */
function base64Of(secret: string): readonly (readonly Unit[])[] {
  return [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
    const known = bytes
      .toString('base64')
      .slice(Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6));
    return [...known].map((character) => {
      const unit = unitOf(character);
      const forUrls = character === '+' ? '-' : character === '/' ? '_' : null;
      if (forUrls === null) return unit;
      return { ...unit, starts: `${unit.starts}\\${forUrls}`, spelled: `(?:${unit.spelled}|${forUrls})` };
    });
  });
}

/** Matches from where a text may go on as the key, to its end. */
function beginningOf([first, ...others]: readonly Unit[]): string {
  if (first === undefined) return '$^';
  const rest = others.reduceRight((after, { spelled, begun }) => `(?:$|${begun}$|${spelled}${after})`, '$^');
  return `${first.begun}$|${first.spelled}${rest}`;
}

function anyCase(hexadecimal: string): string {
  return hexadecimal.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

function escapeForRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
