import { describe, expect, it } from 'vitest';
import { decodeSource } from './read-sources.js';

const text = 'model = "openai/gpt-4o" // ü😀\r\n';
const little = Buffer.from(text, 'utf16le');
const big = Buffer.from(little).swap16();

describe('decodeSource', () => {
  it.each([
    ['UTF-8', Buffer.from(text), text],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`), text],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${text}`, 'utf16le'), text],
    ['UTF-16, big end first, with a mark', Buffer.from(`\ufeff${text}`, 'utf16le').swap16(), text],
    ['UTF-16 without a mark', little, text],
    ['UTF-16, big end first, without a mark', big, text],
    [
      'UTF-16, big end first, that is cut',
      Buffer.concat([Buffer.from([0xfe, 0xff]), big, Buffer.from([0])]),
      text,
    ],
    ['nothing', Buffer.alloc(0), ''],
    ['what is no UTF-8', Buffer.from([0x61, 0xff, 0x62]), 'a\ufffdb'],
    ['a program', Buffer.from('\x7fELF\0\0\0\x01\x02\0\0abc', 'latin1'), null],
    ['zeros', Buffer.alloc(2_000), null],
    ['text with a zero in it', Buffer.from(`${text}\0${text}`), null],
  ])('reads %s', (_, bytes, expected) => {
    expect(decodeSource(bytes)).toBe(expected);
  });

  it('leaves the bytes as they are', () => {
    const bytes = Buffer.from(big);
    decodeSource(bytes);
    expect(bytes).toEqual(big);
  });
});
