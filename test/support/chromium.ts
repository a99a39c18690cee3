import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Path of the browser that tests start; undefined where there is none, which skips the tests of `what`. */
export function findChromium(what: string): string | undefined {
  const directories = (process.env['PATH'] ?? '').split(delimiter);
  const binary = ['chromium', 'google-chrome']
    .flatMap((name) => directories.map((directory) => join(directory, name)))
    .find((path) => existsSync(path));
  if (binary !== undefined) return binary;
  const missing = 'There is neither chromium nor google-chrome on the path';
  if (process.env['CI']) throw new Error(`${missing}, and these tests may not be skipped in CI.`);
  console.warn(`${missing}: the tests of ${what} are skipped.`);
  return undefined;
}

/** Milliseconds for each step of a browser, on a busy machine too. */
const timeout = 120_000;

export function launchChromium(executablePath = ''): Promise<Browser> {
  return chromium.launch({ executablePath, timeout });
}

export async function newPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await browser.newPage(options);
  page.setDefaultTimeout(timeout);
  return page;
}

/** What a page is shown on. */
export interface Screen {
  readonly colorScheme: 'light' | 'dark';
  readonly width: number;
}

/** Empties a page for another test: each new one is a process, which takes longer to start than most tests. */
export async function emptyPage(page: Page, { colorScheme, width }: Screen): Promise<void> {
  page.removeAllListeners();
  await page.goto('about:blank');
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize({ width, height: 900 });
}

/**
 * What is wrong with a page for people who see, hear or move otherwise, and what could not be decided; the latter apart
 * from charts and what is scrolled out of sight, whose colours are those of other text.
 */
export async function violationsOf(page: Page): Promise<unknown> {
  await page.evaluate(axe.source);
  return page.evaluate(`axe.run().then(({ violations, incomplete }) => {
    const isInSight = ({ target }) => document.querySelector(target[0]).closest('.chart, .scroll') === null;
    const undecided = incomplete.map(({ id, nodes }) => ({ id, nodes: nodes.filter(isInSight) }));
    return [...violations, ...undecided.filter(({ nodes }) => nodes.length > 0)]
      .map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
  })`);
}
