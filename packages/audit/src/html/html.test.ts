import { expect, test } from 'vitest';
import { html } from './html.js';

test('escapes what is put in, in content and in attributes', () => {
  const text = `<script>"&'</script>`;
  const escaped = '&lt;script&gt;&quot;&amp;&#39;&lt;/script&gt;';
  expect(html`<p title="${text}">${text}</p>`.text).toBe(`<p title="${escaped}">${escaped}</p>`);
});

test('leaves HTML as it is, joins lists, and shows null as nothing', () => {
  const items = ['a', '<'].map((text) => html`<li>${text}</li>`);
  expect(html`<ul>${items}${null}</ul>${0}`.text).toBe('<ul><li>a</li><li>&lt;</li></ul>0');
});
