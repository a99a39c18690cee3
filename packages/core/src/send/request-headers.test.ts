import { expect, it } from 'vitest';
import { pickHeadersToJudge, rewriteHeaders } from './request-headers.js';

const ofOldBody = [
  'Content-Length',
  'content-encoding',
  'Transfer-Encoding',
  'content-type',
  'Content-MD5',
  'digest',
  'Content-Digest',
  'repr-digest',
];

it.each(ofOldBody)('%s described the old body, so it is left out', (name) => {
  expect(rewriteHeaders([[name, 'x']], { metadata: false })).toEqual([['content-type', 'application/json']]);
});

it('keeps what says nothing about the body, in its order, with every value', () => {
  const own = [
    ['Authorization', 'Bearer key'],
    ['x-own', 'a'],
    ['x-own', 'b'],
    ['accept-encoding', 'br'],
  ] as const;
  expect(rewriteHeaders(own, { metadata: false })).toEqual([...own, ['content-type', 'application/json']]);
});

it.each([
  ['asks for metadata', [], true, 'enabled'],
  ['does not ask where it must not', [], false, undefined],
  ['asks as the caller does', [['X-OpenRouter-Metadata', 'disabled']], true, 'disabled'],
] as const)('%s', (_, given, metadata, value) => {
  const headers = new Headers(rewriteHeaders(given, { metadata }));
  expect(headers.get('x-openrouter-metadata') ?? undefined).toBe(value);
});

it('does not pick the key, whose value an error could quote', () => {
  const given = [
    ['Authorization', 'Bearer key\n'],
    ['Content-Type', 'text/plain'],
    ['x-http-method', 'GET'],
  ] as const;
  expect([...pickHeadersToJudge(given)]).toEqual([
    ['content-type', 'text/plain'],
    ['x-http-method', 'GET'],
  ]);
});
