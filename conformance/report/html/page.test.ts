import { describe, expect, it } from 'vitest';
import { sampleResults } from '../sample-results.ts';
import { indexHtml } from './page.ts';

describe('indexHtml', () => {
  const page = indexHtml(sampleResults());

  it('needs nothing from elsewhere', () => {
    const loaded = [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address ?? '');
    expect(loaded.filter((address) => /^(\w+:|\/)/.test(address))).toEqual([]);
    expect(page).not.toMatch(/@import|url\(/);
    expect(page).toContain("default-src 'none'");
  });

  it('lets no text of a product become markup', () => {
    expect(page).toContain('Bút &amp; &lt;Ký&gt; &quot;4&quot;');
    expect(page).not.toContain('<Ký>');
    expect(page.match(/<\/script>/g)).toHaveLength(1);
  });

  it('says of each duty where it comes from, and which borrowed text was not at hand', () => {
    expect(page).toContain('khoản 1 Điều 22 NĐ 68/2024</span>');
    expect(page).toContain('(<span lang="vi">chưa có toàn văn</span>');
    expect(page).toContain('Được nêu là nghĩa vụ.');
    expect(page).toContain('cùng quy tắc');
    expect(page).toContain('dựa vào quy định dẫn chiếu');
  });

  it('says in the verdict itself that it is no certificate of the state, and that a draft is none', () => {
    const box = (html: string) => html.slice(html.indexOf('class="banner'), html.indexOf('class="facts"'));
    expect(box(page)).toContain('Kết quả kiểm thử; không phải giấy chứng nhận của cơ quan nhà nước.');
    expect(page).not.toContain('chưa có hiệu lực;');
    const results = sampleResults();
    const texts = results.texts.map((one) => ({ ...one, status: 'draft' as const }));
    const draft = indexHtml({ ...results, texts });
    expect(box(draft)).toContain('Kết quả kiểm thử theo dự thảo quy chế; không phải giấy chứng nhận');
    expect(draft).toContain('dự thảo, chưa có hiệu lực;');
  });

  it('counts of a partial run what was asked for', () => {
    const results = sampleResults(['pass', 'not-run', 'not-run']);
    const only = [results.rows[0]?.requirement ?? ''];
    const partial = indexHtml({ ...results, run: { ...results.run, only } });
    expect(partial).toContain('<b>1</b><span> / 1</span>');
    expect(partial).toContain('<small>2 <span lang="vi">yêu cầu bắt buộc chưa chạy');
    expect(indexHtml(results)).toContain('<b>1</b><span> / 3</span>');
  });

  it('tells the time in Vietnam', () => {
    expect(page).toContain('01/06/2026 15:00:00 (+07:00)');
  });

  it('shows of a token what it says of itself, and whose limit was used', () => {
    const token = { manufacturer: 'Mat JSC', model: 'M-1', serial: '' };
    const named = indexHtml({
      ...sampleResults(),
      product: { name: 'Mat-Token', vendor: 'Mat JSC', version: 'M-1' },
      target: { adapter: 'none', tokenLabel: 'Mat-Token', token, retryLimit: { user: 15, declared: false } },
    });
    expect(named).toContain('Kiểu thiết bị</span><span lang="en">Model</span> <b>M-1</b>');
    expect(named).not.toContain('Số sê-ri');
    expect(named).toContain('15 (<span lang="vi">giá trị mặc định của bộ kiểm thử; nhà cung cấp không khai');
  });

  it('links evidence with names that are no plain words', () => {
    expect(page).toContain('href="evidence/made-up-2026/qc-02/k2.1/a%20b%231.pdf"');
  });

  it('shows the certificate only when it is granted', () => {
    expect(page).not.toContain('class="certificate"');
    expect(page).toContain('Certificate not granted');
    const good = indexHtml(sampleResults(['pass', 'attested']));
    expect(good).toContain('class="certificate"');
    expect(good).not.toContain('Certificate not granted');
  });

  it('puts what people decide before the score, and failing rows before all rows', () => {
    const order = [
      'Not decided by machine',
      'Score by machine',
      'id="blocking"',
      'id="rows"',
      'id="not-claimed"',
    ];
    const places = order.map((part) => page.indexOf(part));
    expect(places).not.toContain(-1);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });
});
