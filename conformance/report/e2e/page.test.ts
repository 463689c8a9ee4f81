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

  it('shows nothing in English on the Vietnamese view but data, names and labels of files', async () => {
    await page.getByRole('button', { name: 'Tiếng Việt' }).click();
    const { expected, shown } = await page.evaluate(() => {
      const closed = [...document.querySelectorAll<HTMLDetailsElement>('details:not([open])')];
      const data = [...document.querySelectorAll<HTMLElement>('pre, code, .links')];
      for (const details of closed) details.open = true;
      const expected = document.querySelector<HTMLElement>('dd.expected pre')?.innerText;
      for (const one of data) one.hidden = true;
      const labels = [...document.querySelectorAll('[aria-label], [placeholder]')].flatMap((control) => [
        control.getAttribute('aria-label') ?? '',
        control.getAttribute('placeholder') ?? '',
      ]);
      const shown = [document.body.innerText, ...labels].join('\n');
      for (const one of data) one.hidden = false;
      for (const details of closed) details.open = false;
      return { expected, shown };
    });
    expect(expected).toBe('ở bên trái');
    expect(shown).toContain('Con dấu không trùm lên phần bên trái chữ ký cá nhân đúng quy định.');
    expect(shown).toContain('Văn bản chưa rõ.');
    expect(shown).toContain('Chi tiết kỹ thuật');
    const english = /\b(the|and|of|is|are|was|not|for|that|this|with|by|search|filter|rows)\b/gi;
    expect([...shown.matchAll(english)].map(([word]) => word)).toEqual([]);
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
