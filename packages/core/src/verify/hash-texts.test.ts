import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { hashTexts } from './completion-text.js';

it('hashes each text as UTF-8', async () => {
  const texts = ['', 'abc', 'Grüße 🌍', '\ud800'];
  const hashes = texts.map((text) => createHash('sha256').update(text, 'utf8').digest('hex'));
  expect(await hashTexts(texts)).toEqual(hashes);
  expect(hashes[1]).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
