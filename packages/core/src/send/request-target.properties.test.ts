import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTargetReader } from './request-target.js';

const origins = ['https://openrouter.ai', 'https://eu.openrouter.ai', 'http://127.0.0.1:8080'];
const baseUrl = new URL('http://127.0.0.1:8080/api/v1');
const paths = [
  'api/v1/chat/completions',
  'api/v1/completions',
  'api/v1/responses',
  'api/v1/messages',
  'api/beta/batches',
];

function encode(character: string, layers: number): string {
  const hexadecimal = character.charCodeAt(0).toString(16).padStart(2, '0');
  return `%${'25'.repeat(layers)}${hexadecimal}`;
}

/** A character as it is, in upper case, or encoded in some layers. */
function spelled(character: string): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant(character) },
    { weight: 1, arbitrary: fc.constant(character.toUpperCase()) },
    { weight: 1, arbitrary: fc.nat(3).map((layers) => encode(character, layers)) },
    { weight: 1, arbitrary: fc.nat(3).map((layers) => encode(character.toUpperCase(), layers)) },
  );
}

/** Text with each character in a spelling of its own. */
function spelledText(text: string): fc.Arbitrary<string> {
  return fc.tuple(...[...text].map(spelled)).map((characters) => characters.join(''));
}

const slash = fc.constantFrom('/', '\\').chain(spelled);
const word = fc.stringMatching(/^[a-z0-9]{1,4}$/);
// Plain dots are resolved by the URL's own parser, which takes what an encoded slash parts for one segment.
const twoDots = fc
  .tuple(fc.nat(2), fc.nat(2))
  .map(([first, second]) => encode('.', first + 1) + encode('.', second));
/** What may stand after a slash without changing where a path leads. */
const detour = fc.oneof(
  { weight: 4, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: slash },
  { weight: 1, arbitrary: fc.tuple(spelled('.'), slash).map((parts) => parts.join('')) },
  {
    weight: 1,
    arbitrary: fc.tuple(word.chain(spelledText), slash, twoDots, slash).map((parts) => parts.join('')),
  },
);
const separator = fc.tuple(slash, detour).map((parts) => parts.join(''));
const parameter = fc.oneof(
  { weight: 4, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: fc.tuple(spelled(';'), word).map(([mark, name]) => `${mark}${name}=1`) },
);
const end = fc.oneof({ weight: 2, arbitrary: fc.constant('') }, { weight: 1, arbitrary: separator });

function spelledPath(path: string): fc.Arbitrary<string> {
  const segments = path
    .split('/')
    .map((segment) => fc.tuple(separator, spelledText(segment), parameter).map((parts) => parts.join('')));
  return fc.tuple(...segments, end).map((parts) => parts.join(''));
}

const textUrl = fc
  .tuple(fc.constantFrom(...origins), fc.constantFrom(...paths).chain(spelledPath))
  .map(([origin, path]) => new URL(`${origin}/${path}`));
const method = fc.constantFrom('POST', 'PUT', 'PATCH', 'post', 'QUERY', 'GET', 'dElete', 'OPTIONS');
const strange = fc.constantFrom(
  '%00',
  '%20',
  '.',
  '..',
  '%',
  '%2',
  ';',
  '~',
  '?',
  '#',
  '@',
  ':',
  '%ef%bc%8f',
  '\t',
);

describe('the path of an API shape', () => {
  it('is recognised in every spelling, whatever is listed', () => {
    fc.assert(
      fc.property(textUrl, method, (url, name) => {
        const passThrough = [
          url.pathname,
          `${url.origin}${url.pathname}`,
          '/{a}/{b}/{c}',
          '/{a}/{b}/{c}/{d}',
        ];
        const read = createTargetReader({ baseUrl, passThrough });
        expect(read({ method: name, url, headers: new Headers(), hasBody: true }).kind).toBe('text');
      }),
      { numRuns: 1000 },
    );
  });

  it('never passes, with whatever is strewn into it', () => {
    const read = createTargetReader({ baseUrl, passThrough: [] });
    fc.assert(
      fc.property(textUrl, method, strange, fc.nat(), (url, name, text, place) => {
        const at = 1 + (place % url.pathname.length);
        const path = url.pathname.slice(0, at) + text + url.pathname.slice(at);
        const target = read({
          method: name,
          url: new URL(url.origin + path),
          headers: new Headers(),
          hasBody: true,
        });
        expect(target.kind).not.toBe('pass');
      }),
      { numRuns: 1000 },
    );
  });
});
