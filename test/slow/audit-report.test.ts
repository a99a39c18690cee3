import { inflateSync } from 'node:zlib';
import { renderHtmlReport } from '@distillable/audit';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  allowedReport,
  emptyReport,
  hostileNames,
  hostileReport,
  mixedReport,
} from '../../packages/audit/src/html/__fixtures__/audit-reports.js';
import {
  emptyPage,
  findChromium,
  launchChromium,
  newPage,
  type Screen,
  violationsOf,
} from '../support/chromium.js';

const binary = findChromium("the audit's HTML report");

const reports = { allowed: allowedReport, mixed: mixedReport, hostile: hostileReport, empty: emptyReport };
type ReportName = keyof typeof reports;

const forms = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [360, 1280].map((width) => ({ colorScheme, width })),
);

describe.skipIf(binary === undefined)('the HTML report in a browser', () => {
  let browser: Browser;
  let commonPage: Page;

  beforeAll(async () => {
    browser = await launchChromium(binary);
    commonPage = await newPage(browser);
  });

  afterAll(() => browser?.close());

  /** Shows a report, and counts what the page asks of the network and complains about. */
  async function show(name: ReportName, screen: Partial<Screen> = {}, page = commonPage): Promise<Shown> {
    await page.unrouteAll();
    await emptyPage(page, { colorScheme: 'light', width: 1280, ...screen });
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.route('**/*', async (route) => {
      const url = route.request().url();
      if (url === pageUrl)
        return route.fulfill({ contentType: 'text/html', body: renderHtmlReport(reports[name]) });
      requests.push(url);
      return route.abort();
    });
    await page.goto(pageUrl);
    return { page, requests, complaints };
  }

  describe.each(['allowed', 'mixed', 'hostile', 'empty'] as const)('%s', (name) => {
    test.each(forms)(
      'fits a $colorScheme screen of $width px, is accessible, and asks nothing of the network',
      async ({ colorScheme, width }) => {
        const { page, requests, complaints } = await show(name, { colorScheme, width });
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
        expect(await violationsOf(page)).toEqual([]);
        expect(requests).toEqual([]);
        expect(complaints).toEqual([]);
      },
    );

    test('is one page of its own with headings in order and tables that say what they hold', async () => {
      const { page } = await show(name);
      expect(await page.getAttribute('html', 'lang')).toBe('en');
      expect(await page.title()).toMatch(
        /^(Allowed|Not allowed|Not proven): data set audit of 24 November 2026/,
      );
      expect(await page.getAttribute('meta[http-equiv="Content-Security-Policy"]', 'content')).toBe(
        "default-src 'none'; style-src 'unsafe-inline'",
      );
      expect(await page.locator('script, link, img, iframe, object, embed, form').count()).toBe(0);
      expect(await page.locator('[style], [onmouseover], [onerror]').count()).toBe(0);
      const levels = await page
        .locator('h1, h2, h3, h4, h5, h6')
        .evaluateAll((headings) => headings.map((heading) => Number(heading.tagName.slice(1))));
      expect(levels.filter((level) => level === 1)).toEqual([1]);
      levels.forEach((level, index) => {
        expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
      });
      expect(await page.locator('table:not(:has(> caption))').count()).toBe(0);
      expect(await page.locator('th:not([scope])').count()).toBe(0);
      expect(await page.locator('tbody tr:not(:has(> th[scope=row]))').count()).toBe(0);
    });
  });

  test('is looked at by a judge of accessibility that does find faults', async () => {
    const { page } = await show('allowed');
    await page.evaluate(
      "document.querySelector('.sentence').style.color = '#b8d5c6'; document.documentElement.lang = ''",
    );
    expect(JSON.stringify(await violationsOf(page))).toMatch(/color-contrast.*html-has-lang/);
  });

  test.each([
    ['allowed', 'Allowed', '#icon-distillable'],
    ['mixed', 'Not allowed', '#icon-not-distillable'],
    ['empty', 'Not proven', '#icon-unknown'],
  ] as const)(
    'tells the verdict of the %s report by a word and a shape, without script',
    async (name, word, icon) => {
      const { page } = await show(name, {}, await newPage(browser, { javaScriptEnabled: false }));
      const verdict = page.locator('section.verdict');
      expect(await verdict.locator('h2').textContent()).toContain(word);
      expect(await verdict.locator('.sentence').textContent()).toMatch(/\.$/);
      expect(await verdict.locator('use').getAttribute('href')).toBe(icon);
      expect(await verdict.textContent()).toContain(reports[name].caveat);
    },
  );

  test('shows models with numbers, what to do, catalogs, ledger, corrupt rows and files', async () => {
    const { page } = await show('mixed');
    const row = page.locator('table.shares').first().locator('tbody tr').first();
    expect(await row.locator('th .name').textContent()).toBe('openai/gpt-5.2');
    expect(await row.locator('td').allTextContents()).toEqual(['31,204', '3.0 %']);
    expect(await page.locator('table.shares').first().locator('tbody tr').last().textContent()).toContain(
      '6 other models',
    );
    expect(await page.locator('.steps > li').count()).toBe(8);
    expect(await page.locator('.alternatives').first().textContent()).toContain('qwen/qwen3-max');
    const section = (id: string) => page.locator(`section[aria-labelledby=${id}]`).textContent();
    expect(await section('owed')).toMatch(/must begin with "Llama".*1,234,567,890/s);
    expect(await section('open')).toMatch(
      /LABEL_YES_TERMS_NO.*Applies if the maker, or its cloud, served the rows.*not verified/s,
    );
    for (const { digest } of mixedReport.catalogs) expect(await section('catalogs')).toContain(digest);
    expect(await section('catalogs')).toContain('23 November 2026, 22:10 UTC');
    expect(await section('ledger')).toContain('gen-1763950000-a8Xk');
    expect(await section('corrupt')).toContain('line 40,112 (byte 17,801,244)');
    expect(await section('files')).toContain('Parquet · 88.1 MB · models in generator');
    expect(await section('timeline')).toContain('77,702 rows have no time.');
    expect(await page.locator('.month').count()).toBe(10);
  });

  test('shows hostile names as the text that they are', async () => {
    const { page } = await show('hostile');
    const names = await page.locator('table.every .name').allTextContents();
    expect(names).toContain(hostileNames[0]);
    expect(names).toContain(hostileNames[1]);
    expect(names).toContain('evil/[U+202E]lbalillitsid[U+202C]');
    expect(names.some((name) => name.endsWith('… (607 characters)'))).toBe(true);
    expect(await page.textContent('body')).not.toMatch(/[\p{Cf}\p{Cs}]|(?!\n)\p{Cc}/u);
    expect(await page.textContent('.notice >> nth=0')).toContain(hostileNames[0]);
  });

  test('prints black on white with text, and cuts no row or bar in two', async () => {
    const { page } = await show('mixed', { colorScheme: 'dark' }, await newPage(browser));
    await page.emulateMedia({ media: 'print' });
    const style = (selector: string, property: string): Promise<unknown> =>
      page.evaluate(
        `getComputedStyle(document.querySelector('${selector}')).getPropertyValue('${property}')`,
      );
    expect(await style('body', 'color')).toBe('rgb(0, 0, 0)');
    expect(await style('body', 'background-color')).toBe('rgb(255, 255, 255)');
    expect(await style('.shares .fill.not-distillable', 'fill')).toBe('rgb(0, 0, 0)');
    for (const selector of ['.verdict', 'tbody tr', 'figure', '.tiles', 'pre']) {
      expect(await style(selector, 'break-inside')).toBe('avoid');
    }
    const pdf = await page.pdf({ preferCSSPageSize: true, tagged: true, outline: true });
    expect(outlineOf(pdf)).toContain('What to do');
    expect(outlineOf(pdf)).toContain('Remove 39,926 rows of 3 models that are not distillable');
    expect(shownStrings(pdf)).toBeGreaterThan(2_000);
  });
});

const pageUrl = 'http://report.test/';

interface Shown {
  readonly page: Page;
  /** Addresses that the page asked for, beside itself. */
  readonly requests: readonly string[];
  readonly complaints: readonly string[];
}

/** Titles of the outline: Chromium makes one of the headings. */
function outlineOf(pdf: Buffer): readonly string[] {
  return [...pdf.toString('latin1').matchAll(/\/Title \(([^)]*)\)/g)].flatMap(([, title]) => title ?? []);
}

/** How many times the content of the pages shows a string of glyphs. */
function shownStrings(pdf: Buffer): number {
  const text = pdf.toString('latin1');
  const contents = [...text.matchAll(/\/Filter \/FlateDecode[^>]*?\/Length (\d+)[^>]*>>\s*stream\r?\n/g)].map(
    (match) => {
      const start = match.index + match[0].length;
      return inflateSync(pdf.subarray(start, start + Number(match[1]))).toString('latin1');
    },
  );
  return contents.reduce((sum, content) => sum + [...content.matchAll(/<[0-9A-F]+> Tj/g)].length, 0);
}
