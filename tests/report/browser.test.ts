import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { conclude, shippedFramework } from '../../src/framework/index.js';
import type { Assessment } from '../../src/model/index.js';
import { render } from '../../src/report/index.js';
import { bottoms, describeWithBrowser, openBrowser, openReport, unfold, violations } from './browser.js';
import { assessPersona } from './demo-assessment.js';
import { ACUTE, assessment, gathered } from './fixture.js';

const NAMES = ['fixture', 'exemplar', 'developing', 'silo', 'noEndpoint'] as const;
type Name = (typeof NAMES)[number];

const DESK = { width: 1280, height: 900 };
const PHONE = { width: 320, height: 700 };
const MM = 96 / 25.4;
/** A4 within the margins of the style sheet. */
const SHEET = { width: Math.floor((210 - 24) * MM), height: Math.floor((297 - 25) * MM) };

/** The page tree of a PDF names how many pages it has. */
const pagesOf = (pdf: Buffer): number =>
  Math.max(...[...pdf.toString('latin1').matchAll(/\/Count (\d+)/g)].map(([, count]) => Number(count)));

describeWithBrowser('the report in a browser', () => {
  let browser: Browser;
  let reports: Readonly<Record<Name, string>>;
  beforeAll(async () => {
    browser = await openBrowser();
    const made: Readonly<Record<Name, Assessment>> = {
      fixture: await assessment(),
      exemplar: await assessPersona('exemplar'),
      developing: await assessPersona('developing'),
      silo: await assessPersona('silo'),
      noEndpoint: conclude(shippedFramework(), gathered({ ...ACUTE, lens: 'live', noEndpoint: true }, []), undefined),
    };
    const written = Object.entries(made).map(([name, one]) => [name, render(one, 'html')]);
    reports = Object.fromEntries(written) as Readonly<Record<Name, string>>;
  }, 60_000);
  afterAll(async () => {
    await browser.close();
  });

  it.each(NAMES)('asks for nothing, runs nothing, and keeps its policy: %s', async (name) => {
    const { page, requests, complaints, close } = await openReport(browser, reports[name], { viewport: DESK });
    expect(await page.locator('script').count()).toBe(0);
    expect({ requests, complaints }).toEqual({ requests: [], complaints: [] });
    await close();
  });

  it('would be stopped by its policy if it did', async () => {
    const tampered = reports.fixture.replace(
      '</main>',
      '<script>document.title = "run"</script><img src="https://elsewhere.invalid/x.png" alt=""><style>h1{color:red}</style></main>',
    );
    const { page, requests, complaints, close } = await openReport(browser, tampered, { viewport: DESK });
    expect(await page.title()).toContain('Interoperability readiness');
    expect(requests).toEqual([]);
    expect(complaints.filter((words) => words.includes('Content Security Policy')).length).toBeGreaterThanOrEqual(3);
    await close();
  });

  it.each(NAMES)('is accessible, wide in light and narrow in dark, with everything unfolded: %s', async (name) => {
    const { page, close } = await openReport(browser, reports[name], { viewport: DESK, colorScheme: 'light' });
    await unfold(page);
    expect(await violations(page), '1280 light').toEqual([]);
    await page.setViewportSize(PHONE);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await violations(page), '320 dark').toEqual([]);
    // Colours hang on the scheme, not on the width or the report: one report is enough for the other two views.
    if (name === 'fixture') {
      await page.emulateMedia({ colorScheme: 'light' });
      expect(await violations(page), '320 light').toEqual([]);
      await page.setViewportSize(DESK);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await violations(page), '1280 dark').toEqual([]);
      await page.setViewportSize(PHONE);
    }
    expect(await page.evaluate('document.documentElement.scrollWidth'), 'scrolls sideways').toBeLessThanOrEqual(320);
    await close();
  });

  it.each(NAMES)('answers on the first screen: %s', async (name) => {
    const { page, close } = await openReport(browser, reports[name], { viewport: DESK });
    const answers = ['.stage', '.could', '.short', '.measures', '.gates > li', '#not-checked .lead'];
    for (const selector of [...answers, '#fixes .fix', '#fixes .fix .tag']) {
      const edges = await bottoms(page, selector);
      expect(edges.length, selector).toBeGreaterThanOrEqual(selector.startsWith('#fixes') ? 5 : 1);
      expect(Math.max(...edges), selector).toBeLessThanOrEqual(DESK.height);
    }
    await close();
  });

  it.each(NAMES)('answers on its first printed page, and prints on 20 pages at most: %s', async (name) => {
    const { page, close } = await openReport(browser, reports[name], { viewport: SHEET });
    await page.emulateMedia({ media: 'print' });
    for (const selector of ['.verdict', '#held', '#fixes', '#not-checked']) {
      const [edge = Infinity] = await bottoms(page, selector);
      expect(edge, selector).toBeLessThanOrEqual(SHEET.height);
    }
    expect(await page.evaluate(`getComputedStyle(document.querySelector('#findings')).breakBefore`)).toBe('page');
    const heights = await page.evaluate<number[]>(
      `[...document.querySelectorAll('.finding, .places > li')].map((one) => one.getBoundingClientRect().height)`,
    );
    expect(heights.filter((height) => height === 0)).toEqual([]);
    const pages = pagesOf(await page.pdf({ format: 'A4' }));
    expect(pages).toBeGreaterThan(1);
    expect(pages).toBeLessThanOrEqual(20);
    await close();
  });
});
