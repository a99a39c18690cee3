import { describe, expect, it } from 'vitest';
import { createKeyStriker, type KeyStriker } from './strike-key.js';

const key = `sk-or-v1-${'0123456789abcdef'.repeat(4)}`;

/** What each piece of a body becomes, joined. */
function strikeBody({ openBody }: KeyStriker, pieces: readonly Buffer[]): string {
  const body = openBody();
  return Buffer.concat([...pieces.map((piece) => body.push(piece)), body.end()]).toString('latin1');
}

const hexadecimal = (character: string, length: number): string =>
  (character.codePointAt(0) ?? 0).toString(16).padStart(length, '0');
const each = (text: string, spell: (character: string) => string): string => [...text].map(spell).join('');
const bytesOf = (text: string): string => Buffer.from(text).toString('latin1');
const json = (text: string): string => JSON.stringify(text).slice(1, -1);

/** Ways in which an error quotes a text. */
const spellings: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'in JSON': json,
  'in JSON in JSON': (text) => json(json(text)),
  'in JSON with escaped slashes': (text) => json(text).replaceAll('/', String.raw`\/`),
  'in JSON escapes': (text) => each(text, (character) => `\\u${hexadecimal(character, 4)}`),
  'in JSON escapes in capitals': (text) =>
    each(text, (character) => `\\u${hexadecimal(character, 4).toUpperCase()}`),
  'in a URL': encodeURIComponent,
  'in a URL in a URL': (text) => encodeURIComponent(encodeURIComponent(text)),
  'in a form': (text) => new URLSearchParams({ text }).toString().slice('text='.length),
  'in a URL, byte by byte': (text) => each(bytesOf(text), (byte) => `%${hexadecimal(byte, 2)}`),
  'in HTML': (text) => text.replace(/[&<>"']/g, (found) => `&#${found.charCodeAt(0)};`),
  'in HTML by names': (text) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
  'in HTML, character by character': (text) => each(text, (character) => `&#x${hexadecimal(character, 2)};`),
  'in Base64': (text) => Buffer.from(text).toString('base64'),
  'in Base64 for URLs': (text) => Buffer.from(text).toString('base64url'),
};

const keys = [key, `a"b\\c/d+e=f&g<h>'i`, 'with spaces in it', 'schlüssel-ÿ-é', '$^.*+?()[]{}|-]'];

describe.each(keys)('of the key %s', (secret) => {
  const striker = createKeyStriker(secret);

  it.each(Object.entries(spellings))('nothing is left where it is quoted %s', (name, spell) => {
    const quoted = Buffer.from(spell(secret));
    const whole = Buffer.concat([Buffer.from('{"error":"'), quoted, Buffer.from(' is bad"}')]);
    const expected = strikeBody(striker, [whole]);
    expect(expected).toMatch(/^\{"error":"\*+.{0,4} is bad"\}$/s);
    expect(expected).toHaveLength(whole.length);
    if (!name.startsWith('in Base64'))
      expect(expected).toBe(`{"error":"${'*'.repeat(quoted.length)} is bad"}`);
    for (let at = 0; at <= whole.length; at += 11) {
      expect(strikeBody(striker, [whole.subarray(0, at), whole.subarray(at)])).toBe(expected);
    }
    expect(
      strikeBody(
        striker,
        [...whole].map((byte) => Buffer.of(byte)),
      ),
    ).toBe(expected);
  });

  it('nothing is left in a header', () => {
    expect(striker.strikeText(`Bearer ${secret}, again ${encodeURIComponent(secret)}`)).toMatch(
      /^Bearer \*+, again \*+$/,
    );
  });
});

describe('what is not the key', () => {
  const striker = createKeyStriker(key);

  it('is the same, in whatever pieces it comes', () => {
    const parts = [key.slice(0, -1), key.slice(1), 'sk-or-v1-', '\\u0073', '%73', '&#115;', '\\\\', 'ü', ' '];
    const bytes = Buffer.from(parts.join('~'));
    for (const length of [1, 3, 16, 400]) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / length) }, (_, index) =>
        bytes.subarray(index * length, (index + 1) * length),
      );
      expect(strikeBody(striker, pieces)).toBe(bytes.toString('latin1'));
    }
  });

  it('is held back only where the key may begin', () => {
    const body = createKeyStriker(key).openBody();
    const lengths = ['data: {"a":"b"}\n\n', 'say ', 'sk', '-or-', 'x'].map(
      (piece) => body.push(Buffer.from(piece)).length,
    );
    expect(lengths).toEqual([17, 4, 0, 0, 7]);
  });

  it('is all there is, where the key is short or absent', () => {
    for (const short of [undefined, '', 'any', 'sk-1234', ' sk-1234 ']) {
      expect(createKeyStriker(short).strikeText('any sk-1234')).toBe('any sk-1234');
    }
  });

  it('takes time by its length alone, however like the key it is', () => {
    const encoded = [...key].map((character) => `%${hexadecimal(character, 2)}`).join('');
    for (const text of [key, encoded, encoded.replaceAll('%', '%25'), '%25', '&amp;', '\\\\', 'sk-or-v1-']) {
      strikeBody(striker, [Buffer.from(text.slice(0, -1).repeat(100))]);
    }
  });

  it('is found with a key of 300 characters', () => {
    const long = 'k7'.repeat(150);
    expect(createKeyStriker(long).strikeText(`a ${long} b`)).toBe(`a ${'*'.repeat(300)} b`);
  });
});
