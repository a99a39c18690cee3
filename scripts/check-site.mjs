// Checks the built site: every link within it leads to a page and a place that are there, and no page loads anything
// from elsewhere. Links to the repository are checked where they are written: test/cli/readme.test.ts.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';

const site = new URL('../site/', import.meta.url);
const files = new Map(
  readdirSync(site, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.\w+$/.test(name))
    .map((name) => {
      const url = new URL(name, site);
      return [url.href, readFileSync(url, 'utf8')];
    }),
);
const ids = new Map([...files].map(([url, text]) => [url, new Set(valuesOf(text, /\sid="([^"]*)"/g))]));
const pages = [...files].filter(([url]) => url.endsWith('.html'));
const problems = pages.flatMap(([url, html]) =>
  [...html.matchAll(/<(\w+)\s[^>]*?(?:href|src|srcset)="([^"\s]*)/g)].flatMap(
    ([, element = '', link = '']) => {
      const problem = problemOf(element, new URL(link.replaceAll('&amp;', '&'), url));
      return problem === null ? [] : [`${url.slice(site.href.length)}: ${link} ${problem}`];
    },
  ),
);
assert.deepEqual(problems, [], 'The site has links that lead nowhere, or loads from elsewhere.');
assert.ok(files.has(new URL('index.html', site).href), 'The site is not built.');
console.log(`${pages.length} pages, and every link among them leads somewhere`);

/**
 * @param {string} element
 * @param {URL} target
 */
function problemOf(element, target) {
  if (!target.href.startsWith(site.href)) return element === 'a' ? null : 'is loaded from elsewhere';
  const id = decodeURIComponent(target.hash.slice(1));
  target.hash = '';
  if (!files.has(target.href)) return 'is not there';
  return id === '' || ids.get(target.href)?.has(id) ? null : 'is not on that page';
}

/**
 * @param {string} text
 * @param {RegExp} pattern
 */
function valuesOf(text, pattern) {
  return [...text.matchAll(pattern)].map(([, value = '']) => value);
}
