import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { builtInTerms, type CatalogModel, type CatalogSnapshot } from '@distillable/catalog';
import { readPageFiles, servePage } from '@distillable/explore';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogAlias, catalogModel, catalogSnapshot } from '../support/catalog-model.js';
import {
  emptyPage,
  findChromium,
  launchChromium,
  newPage,
  type Screen,
  violationsOf,
} from '../support/chromium.js';
import { createHome } from '../support/cli-run.js';

const binary = findChromium('the page of explore');

const hostileSlug = 'evil/<img src=x onerror=alert(1)>"\'&{}#?%2f';
const hostileRequest = JSON.stringify(
  { model: 'openai/gpt-5', models: [hostileSlug, '<img src=x onerror=alert(3)>\u202e'], messages: [] },
  null,
  '\t',
);
const hostileFile = '<b>rows</b>.jsonl';
const hostileRows = [
  '{"model": "openai/gpt-5"}',
  '{"model": ',
  '{"model": "<img src=x onerror=alert(4)>"}',
  '{"text": "<script>alert(5)</script>"}',
  JSON.stringify({ model: hostileSlug }),
].join('\n');
/** `zstd -19` of `{"model":"a/b"}\n`, three times. */
const zstd = Buffer.from('KLUv/QRotQAAgHsibW9kZWwiOiJhL2IifQoBAAafS3bEP7Y=', 'base64');
const special: readonly CatalogModel[] = [
  catalogModel('deepseek/deepseek-r1', {
    name: 'DeepSeek: R1',
    canonicalSlug: 'deepseek/deepseek-r1-0120',
    huggingFaceId: 'deepseek-ai/DeepSeek-R1',
  }),
  catalogAlias('~deepseek/deepseek-latest', 'deepseek/deepseek-r1'),
  catalogModel('openai/gpt-5', { name: 'OpenAI: GPT-5', permission: 'not-distillable' }),
  catalogModel('zz/reversed', { name: 'a\u202eelballitsid\u202c' }),
  catalogModel(hostileSlug, { name: '<script>alert(2)</script>' }),
];
/** The special models, and so many others. */
const listOf = (others: number) =>
  catalogSnapshot(
    [
      ...special,
      ...Array.from({ length: others }, (_, index) =>
        catalogModel(`maker-${index % 97}/model-${index}`, {
          name: `Model ${index}`,
          permission: index % 3 === 0 ? 'distillable' : 'not-distillable',
          promptPrice: String(((index * 7) % 1_000) / 1e7),
        }),
      ),
    ],
    { retrievedAt: new Date() },
  );

// A page takes a second to read many models, so only what depends on their number has them.
const [few, many] = [listOf(300), listOf(10_000)];
const limits = { ttl: 3_600_000, maxStale: 86_400_000 };

const forms = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [360, 1440].map((width) => ({ colorScheme, width })),
);

describe.skipIf(binary === undefined)('the page of explore in a browser', () => {
  let browser: Browser;
  let page: Page;
  let served: Awaited<ReturnType<typeof servePage>>;
  let servedMany: typeof served;

  beforeAll(async () => {
    browser = await launchChromium(binary);
    page = await newPage(browser);
    const files = await readPageFiles();
    const serve = (list: CatalogSnapshot) => {
      const data = { version: '0.0.0', snapshot: list.toJSON(), limits, policy: {}, terms: builtInTerms() };
      return servePage({ files, readData: async () => data }, 0);
    };
    [served, servedMany] = [await serve(few), await serve(many)];
  });

  afterAll(async () => {
    await browser?.close();
    await served?.close();
    await servedMany?.close();
  });

  /** Opens a part of the page, and notes what it asks of the network and complains about. */
  async function open(fragment = '#/', screen: Partial<Screen> = {}, url = served.url): Promise<Opened> {
    await emptyPage(page, { colorScheme: 'light', width: 1280, ...screen });
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('dialog', (dialog) => {
      complaints.push(dialog.message());
      void dialog.dismiss();
    });
    await page.goto(url + fragment);
    await page.waitForSelector('h1');
    return { requests, complaints };
  }

  describe.each([
    ['models', '#/'],
    ['a model', `#/model/${encodeURIComponent('deepseek/deepseek-r1')}`],
    ['a model that is not distillable', '#/model/openai/gpt-5'],
    ['a hostile name', `#/model/${encodeURIComponent(hostileSlug)}`],
    ['a name that the list does not know', '#/model/nobody/nothing'],
    ['a name of data', '#/model/deepseek-ai/DeepSeek-R1'],
    ['an empty request', '#/request'],
    ['no file yet', '#/file'],
  ])('%s', (_, fragment) => {
    test.each(forms)(
      'fits a $colorScheme screen of $width px, is accessible, and asks only its own server',
      async ({ colorScheme, width }) => {
        const { requests, complaints } = await open(fragment, { colorScheme, width });
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
        expect(await violationsOf(page)).toEqual([]);
        expect(requests.map((url) => new URL(url).origin)).toEqual(
          requests.map(() => new URL(served.url).origin),
        );
        expect(complaints).toEqual([]);
      },
    );
  });

  test('filters, sorts and opens a model by keyboard alone, and comes back to the same table', async () => {
    await open('#/', {}, servedMany.url);
    const press = async (...keys: readonly string[]): Promise<void> => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await tabTo(page, 'input');
    await page.keyboard.type('model-99');
    expect(await page.textContent('.count')).toBe('100 shown of 111 that match, of 10,005 models');
    await tabTo(page, 'th.prompt button');
    await press('Enter', 'Enter');
    expect(await page.getAttribute('th.prompt', 'aria-sort')).toBe('descending');
    const first = await page.textContent('tbody tr:first-child .name');
    await tabTo(page, 'tbody a');
    await press('Enter');
    await expect.poll(() => page.textContent('h1')).toBe(first);
    await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('H1');
    await expect.poll(() => page.title()).toBe(`${first} · distillable`);
    await page.goBack();
    await expect.poll(() => page.textContent('h1')).toBe('Models');
    expect(await page.textContent('tbody tr:first-child .name')).toBe(first);
    expect(await page.inputValue('input')).toBe('model-99');
  });

  test('shows 100 rows of 10,000, and more on request', async () => {
    await open('#/', {}, servedMany.url);
    expect(await page.locator('tbody tr').count()).toBe(100);
    await page.getByRole('button', { name: 'Show 100 more' }).click();
    expect(await page.locator('tbody tr').count()).toBe(200);
    await page.selectOption('select', 'dynamic');
    expect(await page.textContent('.count')).toBe('0 shown of 0 that match, of 10,005 models');
  });

  test('says what a name means that no row has', async () => {
    await open();
    await page.fill('input', 'deepseek-ai/DeepSeek-R1');
    await page.click('.look-up a');
    await expect.poll(() => page.textContent('h1')).toBe('deepseek-ai/DeepSeek-R1');
    await page.click('section[aria-labelledby=meaning] a');
    await expect.poll(() => page.textContent('h1')).toBe('deepseek/deepseek-r1');
  });

  test('stays fluent with 10,000 rows: for a key it calls no function more than once for each of them, and few of them', async () => {
    await open('#/', {}, servedMany.url);
    const profiler = await page.context().newCDPSession(page);
    await profiler.send('Profiler.enable');
    await profiler.send('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
    const { size } = many;
    let count = await page.textContent('.count');
    for (const text of ['m', '1', '12', '123', '12', '1', 'zz', '9', '98', '']) {
      await profiler.send('Profiler.takePreciseCoverage');
      await page.fill('input', text);
      expect(await page.textContent('.count')).not.toBe(count);
      count = await page.textContent('.count');
      const { result } = await profiler.send('Profiler.takePreciseCoverage');
      const calls = result
        .filter(({ url }) => url.startsWith(servedMany.url))
        .flatMap(({ functions }) => functions.map(({ ranges }) => ranges[0]?.count ?? 0));
      expect(Math.max(0, ...calls)).toBeGreaterThan(0);
      expect(Math.max(...calls)).toBeLessThanOrEqual(size);
      expect(calls.reduce((sum, each) => sum + each, 0)).toBeLessThan(6 * size);
    }
    await profiler.detach();
  });

  test('shows hostile names as the text that they are', async () => {
    const { complaints } = await open();
    await page.fill('input', 'evil');
    expect(await page.textContent('tbody .name')).toBe(hostileSlug);
    expect(await page.textContent('tbody th .detail')).toBe('<script>alert(2)</script>');
    await page.click('tbody .name');
    await expect.poll(() => page.textContent('h1')).toBe(hostileSlug);
    await page.goBack();
    await expect.poll(() => page.textContent('h1')).toBe('Models');
    await page.fill('input', 'zz/reversed');
    expect(await page.textContent('tbody th .detail')).toBe('a[U+202E]elballitsid[U+202C]');
    expect(await page.locator('#page script, #page img, #page [onerror], #page [style]').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test.each(forms)(
    'judges a request on a $colorScheme screen of $width px',
    async ({ colorScheme, width }) => {
      const { requests, complaints } = await open('#/request', { colorScheme, width });
      await page.fill('textarea', hostileRequest);
      expect(await page.textContent('.result')).toMatch(/^Rejected\. For 2 reasons\.$/);
      expect(await page.locator('mark').allTextContents()).toEqual([
        JSON.stringify('openai/gpt-5'),
        JSON.stringify(hostileSlug),
        '"<img src=x onerror=alert(3)>[U+202E]"',
      ]);
      expect(await page.locator('mark.refused').count()).toBe(2);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      expect(await violationsOf(page)).toEqual([]);
      expect(requests.every((url) => url.startsWith(served.url))).toBe(true);
      expect(complaints).toEqual([]);
    },
  );

  test('puts an alternative into the text by keyboard, until the request is allowed', async () => {
    await open('#/request');
    await tabTo(page, 'textarea');
    await page.keyboard.insertText('{\n\t"model": "openai/gpt-5", "messages": []}');
    expect(await page.textContent('.references .detail')).toMatch(/^line 2 · \/model · primary/);
    await tabTo(page, '.alternatives button');
    const slug = await page.textContent('.alternatives button');
    await page.keyboard.press('Enter');
    expect(await page.inputValue('textarea')).toBe(`{\n\t"model": "${slug}", "messages": []}`);
    expect(await page.textContent('.result')).toBe('Allowed. It may be sent with 1 change.');
    expect(await page.textContent('section[aria-labelledby=guarded] li')).toContain(
      'enforce_distillable_text',
    );
    await page.fill('textarea', '{"model": ');
    expect(await page.textContent('.result')).toBe('Not readable. The text is not JSON (at column 11).');
  });

  test.each(forms)(
    'audits a hostile file on a $colorScheme screen of $width px',
    async ({ colorScheme, width }) => {
      const { requests, complaints } = await open('#/file', { colorScheme, width });
      await page.setInputFiles('input', {
        name: hostileFile,
        mimeType: '',
        buffer: Buffer.from(hostileRows),
      });
      await page.waitForSelector('.result');
      expect(await page.textContent('.result')).toMatch(/^Not allowed\. 1 of 4 rows /);
      expect(await page.textContent('.result .detail')).toBe(hostileFile);
      expect(await page.locator('tbody .name').allTextContents()).toEqual([
        'openai/gpt-5',
        '<img src=x onerror=alert(4)>',
        '(none)',
        hostileSlug,
      ]);
      expect(await page.textContent('section[aria-labelledby=corrupt]')).toContain('Line 2: not JSON');
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      expect(await violationsOf(page)).toEqual([]);
      expect(requests.every((url) => url.startsWith(served.url))).toBe(true);
      expect(complaints).toEqual([]);
    },
  );

  const csv = 'model,text\nopenai/gpt-5,"a\nb, é"\nopenai/gpt-5,x,y\ndeepseek/deepseek-r1,é\n';
  const large = `model;text\n${'openai/gpt-5;"é; é"\n'.repeat(200_000)}`;
  test.each<[name: string, content: Buffer, result: RegExp]>([
    ['rows.csv', Buffer.from(csv), /^Not allowed\. 1 of 2 rows .*1 row/],
    ['rows.tsv.gz', gzipSync(csv.replaceAll(',', '\t')), /^Not allowed\. 1 of 2 rows .*1 row/],
    ['large.csv', Buffer.from(large), /^Not allowed\. 200,000 of 200,000 rows /],
    ['large.csv.gz', gzipSync(large), /^Not allowed\. 200,000 of 200,000 rows /],
    ['not closed.csv', Buffer.from(`${csv}deepseek/deepseek-r1,"x`), /^Not allowed\. 1 of 2 rows .*2 rows/],
    [
      'twins.csv',
      Buffer.from('model,model\na/b,c/d'),
      /^Not readable\. .*two of its columns have the same name/,
    ],
    ['rows.jsonl.zst', zstd, /^Not proven\. .*3 rows can’t be proven/],
    ['cut.jsonl.gz', gzipSync(hostileRows).subarray(0, -9), /^Not readable\. .*gzip data is damaged/],
    [
      'two.jsonl.gz',
      Buffer.concat([gzipSync('{}\n'), gzipSync('{}\n')]),
      /^Not readable\. .*in several parts/,
    ],
    ['rows.parquet', Buffer.from('PAR1'), /^Not readable\. .*use the command line: distillable audit FILE/],
  ])(
    'reads %s',
    async (name, buffer, result) => {
      const { complaints } = await open('#/file');
      await page.setInputFiles('input', { name, mimeType: '', buffer });
      await page.waitForSelector('.result');
      expect(await page.textContent('.result')).toMatch(result);
      expect(complaints).toEqual([]);
    },
    60_000,
  );

  test('saves the report, and takes another file by drop', async () => {
    const { requests, complaints } = await open('#/file');
    await tabTo(page, 'input[type=file]');
    await page.setInputFiles('input', { name: 'a.jsonl', mimeType: '', buffer: Buffer.from(hostileRows) });
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save it as JSON' }).click();
    const saved = await text(await (await downloading).createReadStream());
    expect(JSON.parse(saved)).toMatchObject({
      totals: { rows: 4, corrupt: 1 },
      files: [{ file: 'a.jsonl' }],
    });
    await page.evaluate(`(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['PAR1'], 'b.parquet'));
      document.querySelector('.drop').dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }));
    })()`);
    await page.waitForSelector('.result.unknown');
    expect(await page.textContent('.result')).toMatch(/^Not readable\. .*b\.parquet.*distillable audit FILE/);
    expect(requests.filter((url) => !url.startsWith(`blob:${served.url}`)).length).toBe(4);
    expect(complaints).toEqual([]);
  });

  test('works from any folder of a plain web host, as it was exported', async () => {
    const home = await createHome();
    await home.run(['explore', '--sandbox', '--export', 'out', '--quiet']);
    const host = createServer(async (request, response) => {
      const name = request.url?.replace('/some/where/', '') || 'index.html';
      const types: Readonly<Record<string, string>> = {
        html: 'text/html',
        js: 'text/javascript',
        css: 'text/css',
      };
      response.setHeader('content-type', types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream');
      response.end(await readFile(join(home.path, 'out', name)));
    });
    host.listen(0, '127.0.0.1');
    await once(host, 'listening');
    const address = host.address();
    if (typeof address !== 'object' || address === null) throw new Error('The host has no port.');
    const url = `http://127.0.0.1:${address.port}/some/where/`;
    const { requests, complaints } = await open('#/', {}, url);
    expect(await page.textContent('.notice')).toMatch(/^Sample:/);
    expect(await page.locator('tbody tr').count()).toBe(100);
    expect(requests.map((each) => each.slice(url.length)).sort()).toEqual([
      '',
      'data.json',
      'page.js',
      'style.css',
    ]);
    expect(complaints).toEqual([]);
    host.close();
    await home.remove();
  });

  test('shows label, layers, duties, history and what to use instead', async () => {
    await open('#/model/deepseek/deepseek-r1');
    const section = (id: string) => page.textContent(`section[aria-labelledby=${id}]`);
    expect(await section('verdict')).toContain('It is in OpenRouter’s list of distillable models.');
    expect(await section('layers')).toMatch(/Licence of the weights .*deepseek/s);
    expect(await section('history')).toMatch(
      /listed it since 2025-06-15.*permanent name is deepseek\/deepseek-r1-0120.*~deepseek\/deepseek-latest/s,
    );
    await page.goto(`${served.url}#/model/openai/gpt-5`);
    await page.getByRole('heading', { name: 'What to use instead' }).waitFor();
    await page.click('section[aria-labelledby=alternatives] a');
    await expect.poll(() => page.textContent('.verdict .badge')).toBe('Distillable');
  });
});

interface Opened {
  /** Addresses that the page asked for, itself included. */
  readonly requests: readonly string[];
  readonly complaints: readonly string[];
}

/** Presses Tab until what the selector finds first has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab');
    const isThere = `document.activeElement === document.querySelector(${JSON.stringify(selector)})`;
    if (await page.evaluate(isThere)) return;
  }
  throw new Error(`Tab does not reach ${selector}.`);
}
