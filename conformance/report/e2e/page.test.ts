// biome-ignore-all lint/performance/useDomNodeTextContent: the hidden language is in textContent too.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import { indexHtml } from '../html/page.ts';
import { sampleResults } from '../sample-results.ts';

const folder = mkdtempSync(join(tmpdir(), 'congvu-page-'));
const file = join(folder, 'index.html');

describe.skipIf(!foreign('chromium').present)('the page in a browser', () => {
  let browser: Browser;
  let page: Page;
  const troubles: string[] = [];
  const requests: string[] = [];

  beforeAll(async () => {
    writeFileSync(file, indexHtml(sampleResults()));
    browser = await chromium.launch({
      executablePath: foreign('chromium').path,
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--no-first-run',
      ],
    });
    page = await browser.newPage({ viewport: { width: 390, height: 800 } });
    page.on('console', (message) => troubles.push(message.text()));
    page.on('pageerror', (error) => troubles.push(String(error)));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(`file://${file}`);
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  it('speaks Vietnamese first and English when asked', async () => {
    const headline = page.locator('#verdict');
    expect(await headline.innerText()).toBe('Chưa được cấp chứng nhận');
    await page.getByRole('button', { name: 'English' }).click();
    expect(await headline.innerText()).toBe('Certificate not granted');
    expect(await page.title()).toContain('Conformance report');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });

  it('filters by state and searches without regard to accents', async () => {
    const shown = page.locator('[data-rows] .row:visible');
    const all = await shown.count();
    await page.locator('[data-state="fail"]').click();
    expect(await shown.count()).toBe(1);
    await page.locator('[data-state=""]').click();
    expect(await shown.count()).toBe(all);
    await page.locator('[data-search]').fill('tran thi binh');
    expect(await shown.count()).toBe(1);
    await page.locator('[data-search]').fill('nothing like this');
    expect(await page.locator('[data-none]').isVisible()).toBe(true);
    await page.locator('[data-search]').fill('');
  });

  it('fits a phone, and its own policy and script are in order', async () => {
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBe(390);
    expect(troubles).toEqual([]);
    expect(requests).toEqual([`file://${file}`]);
  });
});
