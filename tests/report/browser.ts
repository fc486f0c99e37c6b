import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { describe } from 'vitest';

const CHROMIUM = '/usr/bin/chromium';
const present = existsSync(CHROMIUM);
const required = process.env['FHIR_READINESS_REQUIRE_BROWSER'] === '1';

/** A suite that needs a browser: skipped out loud without one, and failing where one has to be there. */
export function describeWithBrowser(name: string, suite: () => void): void {
  if (present || required) describe(name, { timeout: 60_000 }, suite);
  else {
    console.warn(`SKIPPED: ${name}: there is no ${CHROMIUM}, so no report was opened in a browser.`);
    describe.skip(name, suite);
  }
}

/** @throws Error where there is no browser */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });

export interface Opened {
  readonly page: Page;
  /** Every address that the page asked for, its own apart. */
  readonly requests: readonly string[];
  /** What the console complained of, refusals by the content security policy among it. */
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
}

const ADDRESS = 'https://report.invalid/report.html';

/** Opens a report as a page of its own, with its policy in force and nothing to be had from the network. */
export async function openReport(browser: Browser, report: string, options: BrowserContextOptions): Promise<Opened> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  await page.route('**/*', async (route) => {
    const url = route.request().url();
    if (url === ADDRESS) return route.fulfill({ contentType: 'text/html; charset=utf-8', body: report });
    requests.push(url);
    return route.abort();
  });
  await page.goto(ADDRESS);
  return { page, requests, complaints, close: () => context.close() };
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe objects to, each with the first places. */
export const violations = async (page: Page): Promise<readonly string[]> => {
  if (!(await page.evaluate<boolean>(`'axe' in window`))) await page.evaluate(axe);
  return page.evaluate<string[]>(
    `axe.run(document, { runOnly: { type: 'tag', values: ${JSON.stringify(TAGS)} }, resultTypes: ['violations'] }).then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(' | ')))`,
  );
};

/** Opens everything that can be opened, so that nothing stays unseen. */
export const unfold = (page: Page): Promise<unknown> =>
  page.evaluate(`document.querySelectorAll('details').forEach((one) => { one.open = true; })`);

/** Bottom edges in pixels from the top of the page of all elements that fit a selector. */
export const bottoms = (page: Page, selector: string): Promise<readonly number[]> =>
  page.evaluate<number[]>(
    `[...document.querySelectorAll(${JSON.stringify(selector)})].map((one) => one.getBoundingClientRect().bottom + scrollY)`,
  );
