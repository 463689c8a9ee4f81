/** An archive with a document of each kind: counts, articles, spreadsheet, page, going on, wrong arguments. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import { projectRoot } from '../../../foundation/paths.ts';
import { type Material, material, now } from '../testing/material.ts';
import type { Audit } from './audit-report.ts';
import { csvRow } from './csv.ts';
import { gatherer, listed } from './tally.ts';

let all: Material;
let folder: string;

beforeAll(async () => {
  all = await material();
  folder = mkdtempSync(join(all.dir, 'audit-'));
  const good = await all.signed();
  const changed = Uint8Array.from(good);
  const place = Buffer.from(good).indexOf('stream') + 200;
  changed[place] = (changed[place] ?? 0) ^ 1;
  mkdirSync(join(folder, 'archive/2025'), { recursive: true });
  for (const [name, content] of [
    ['2025/a.pdf', good],
    ['2025/b.pdf', good],
    ['2025/thiếu dấu.pdf', await all.signed({ agency: null })],
    ['=1+1.pdf', changed],
    ['cut.pdf', good.subarray(0, 60_000)],
  ] as const) {
    writeFileSync(join(folder, 'archive', name), content);
  }
});
afterAll(() => all.remove());

function congvu(...parameters: readonly string[]) {
  const program = join(projectRoot, 'bin/congvu.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'audit', ...parameters], {
    cwd: folder,
  });
  return { status, out: stdout.toString(), error: stderr.toString() };
}

const usual = () => ['archive', '--trust', all.pki.trustDir, '--at', now] as const;

function article(audit: Audit, id: string) {
  return audit.tally.articles.find((one) => one.article.id === id)?.counts;
}

describe('congvu audit', () => {
  it('counts by verdict, reason and article, and lists the worst first', () => {
    const { status, out, error } = congvu(...usual(), '--out', 'report', '--json');
    expect(status).toBe(2);
    const audit = JSON.parse(out) as Audit;
    expect(JSON.parse(readFileSync(join(folder, 'report/audit.json'), 'utf8'))).toEqual(audit);
    expect(audit).toMatchObject({
      schema: 'congvu-audit-2',
      at: new Date(now).toISOString(),
      role: 'original',
    });
    const { file, documents } = audit.documents;
    const reports = readFileSync(join(folder, 'report', file), 'utf8')
      .trimEnd()
      .split('\n');
    expect([documents, reports.length]).toEqual([5, 5]);
    expect(JSON.parse(reports[0] ?? '')).toHaveProperty(['articles', 0, 'state']);
    expect(audit.tally.verdicts).toEqual({ 'TOTAL-PASSED': 2, 'TOTAL-FAILED': 2, INDETERMINATE: 1 });
    expect(audit.tally.worst.map(({ file, reason }) => [file, reason])).toEqual([
      ['=1+1.pdf', 'INTEGRITY_BROKEN'],
      ['cut.pdf', 'FORMAT_INVALID'],
      ['2025/thiếu dấu.pdf', 'AGENCY_SIGNATURE_MISSING'],
    ]);
    expect(article(audit, 'hai-phong-2025/16.1')).toEqual({
      violated: 1,
      'not-settled': 0,
      holds: 3,
      'not-examined': 1,
      'not-in-force': 0,
    });
    // What was altered is not asked any more whether the agency has signed it.
    expect(article(audit, 'hai-phong-2025/15.1.c')).toMatchObject({
      violated: 1,
      holds: 2,
      'not-examined': 2,
    });
    expect(article(audit, 'hai-phong-2025/20.3')).toMatchObject({ violated: 3, holds: 2 });
    expect(article(audit, 'nd130-2018/79.1')).toMatchObject({ 'not-in-force': 5 });
    expect(article(audit, 'nd68-2024/31')).toMatchObject({ violated: 0, holds: 3, 'not-examined': 2 });
    expect(error).toContain('PDF_TRUNCATED');
    expect(error).toContain(join(folder, 'report/index.html'));
  });

  it('says beside an article what is not sure about its reading: page, spreadsheet and JSON', () => {
    const page = readFileSync(join(folder, 'report/index.html'), 'utf8');
    expect(page).toMatch(/Điều 30<.{0,400}Chưa chắc.{0,200}trong phạm vi các bước đã biết/s);
    expect(page).toMatch(/article 30<.{0,600}Not certain.{0,200}as far as its steps are known/s);
    expect(page).toContain('documents from 2026-11-15 on');
    const audit = JSON.parse(readFileSync(join(folder, 'report/audit.json'), 'utf8')) as Audit;
    const ofDecree = audit.tally.articles.find((one) => one.article.id === 'nd68-2024/30')?.article.doubts;
    expect(ofDecree?.map(({ short }) => short.en)).toEqual(['as far as its steps are known']);
    const [heading, ...lines] = readFileSync(join(folder, 'report/documents.csv'), 'utf8').split('\r\n');
    expect(heading).toContain(',Điều khoản chưa chắc,hai-phong-2025/');
    const good = lines.find((line) => line.startsWith('2025/a.pdf')) ?? '';
    expect(good).toContain('nd68-2024/30: trong phạm vi các bước đã biết; nd68-2024/32: ');
    expect(lines.find((line) => line.startsWith('cut.pdf'))).not.toContain('nd68-2024/30');
  });

  it('writes a spreadsheet that runs no file name as a formula', () => {
    const lines = readFileSync(join(folder, 'report/documents.csv'), 'utf8').split('\r\n');
    expect(lines).toHaveLength(7);
    expect(lines[0]).toMatch(/^\ufeffTệp,Kết luận,.*,hai-phong-2025\/13,.*,nd68-2024\/32,/);
    expect(lines.slice(1, -1).map((line) => line.split(',').slice(0, 2))).toEqual([
      ["'=1+1.pdf", 'TOTAL-FAILED'],
      ['cut.pdf', 'TOTAL-FAILED'],
      ['2025/thiếu dấu.pdf', 'INDETERMINATE'],
      ['2025/a.pdf', 'TOTAL-PASSED'],
      ['2025/b.pdf', 'TOTAL-PASSED'],
    ]);
    expect(readdirSync(join(folder, 'report')).sort()).toEqual([
      'audit.json',
      'documents.csv',
      'index.html',
      'results.ndjson',
    ]);
    expect(lines.find((line) => line.includes('1+1'))).toMatch(/^'=1\+1\.pdf,TOTAL-FAILED,không tiếp nhận: /);
    // Codes stay for programs, with the words of the terminal beside them.
    const heading = lines[0]?.split(',') ?? [];
    const altered = lines[1]?.split(',') ?? [];
    const under = (name: string) => altered[heading.indexOf(name)];
    expect([under('Mã lý do'), under('Lý do')]).toEqual([
      'INTEGRITY_BROKEN',
      'Nội dung đã ký bị thay đổi sau khi ký.',
    ]);
    expect(under('Mã nguồn thời gian')).toBe('claimed');
    expect(heading.filter((name) => /^(Mã )?(lý do|nguồn thời gian|lưu ý)$/i.test(name))).toHaveLength(6);
    expect(lines[1]).toContain('"theo khai báo của phần mềm ký, chưa được chứng minh"');
  });

  it.skipIf(!foreign('xmllint').present)(
    'writes a page that another parser reads, without anything from elsewhere',
    () => {
      const page = readFileSync(join(folder, 'report/index.html'), 'utf8');
      const { status, stderr } = spawnSync('xmllint', [
        '--html',
        '--noout',
        join(folder, 'report/index.html'),
      ]);
      const complaints = stderr
        .toString()
        .split('\n')
        .filter(
          (line) =>
            /error/.test(line) &&
            !/Tag (main|header|section|details|summary|footer|svg|path|circle) invalid/.test(line),
        );
      expect([status, complaints]).toEqual([0, []]);
      expect(page).toContain('khoản 1 Điều 16');
      expect(page).toContain('article 16 clause 1');
      expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
    },
  );

  it('passes an archive in which every document does, and goes on with a finished one at once', () => {
    const good = ['archive/2025/a.pdf', 'archive/2025/b.pdf'];
    mkdirSync(join(folder, 'good'));
    for (const [index, path] of good.entries()) {
      writeFileSync(join(folder, 'good', `${index}.pdf`), readFileSync(join(folder, path)));
    }
    const options = [
      'good',
      '--trust',
      all.pki.trustDir,
      '--at',
      now,
      '--out',
      'good-report',
      '--lang',
      'en',
    ];
    expect(congvu(...options)).toMatchObject({ status: 0, out: expect.stringContaining('2 VALID') });
    const before = readFileSync(join(folder, 'good-report/results.ndjson'), 'utf8');
    expect(congvu(...options)).toMatchObject({
      status: 2,
      error: expect.stringContaining('VERIFY_RESULTS_EXIST'),
    });
    expect(congvu(...options, '--resume')).toMatchObject({ status: 0 });
    expect(readFileSync(join(folder, 'good-report/results.ndjson'), 'utf8')).toBe(before);
  });

  it('counts a document that changed between two runs once, as it is now', () => {
    const options = ['good', '--trust', all.pki.trustDir, '--out', 'good-report', '--lang', 'en', '--resume'];
    writeFileSync(join(folder, 'good/0.pdf'), readFileSync(join(folder, 'archive/=1+1.pdf')));
    const { status } = congvu(...options);
    const audit = JSON.parse(readFileSync(join(folder, 'good-report/audit.json'), 'utf8')) as Audit;
    expect([status, audit.tally.documents, audit.tally.verdicts['TOTAL-FAILED']]).toEqual([1, 2, 1]);
    rmSync(join(folder, 'good'), { recursive: true });
  });

  it.each([
    ['a file', ['archive/cut.pdf'], 'AUDIT_NOT_A_FOLDER'],
    ['no such folder', ['nowhere'], 'VERIFY_FILE_NOT_FOUND'],
    ['a report in a file', ['archive', '--out', 'archive/cut.pdf'], 'AUDIT_OUT_UNUSABLE'],
    ['an unknown regulation', ['archive', '--regulation', 'x'], 'VERIFY_REGULATION_UNKNOWN'],
  ])('refuses %s', (_, parameters, code) => {
    const { status, out, error } = congvu(...parameters, '--trust', all.pki.trustDir);
    expect([status, out]).toEqual([2, '']);
    expect(error).toContain(code);
  });
});

describe('an audit under another text', () => {
  it('speaks of its articles, and of the national ones that were in force', () => {
    const options = [...usual(), '--out', 'da-nang', '--regulation', 'da-nang-2014'];
    const { status, out } = congvu(
      ...options,
      '--reference-date',
      '2019-06-01',
      '--issuer',
      'Sở Y tế',
      '--json',
    );
    expect(status).toBe(2);
    const audit = JSON.parse(out) as Audit;
    expect(audit).toMatchObject({
      regulation: 'da-nang-2014',
      referenceDate: '2019-06-01',
      issuer: { name: 'Sở Y tế' },
      readText: false,
    });
    // The seal lies over the person's image, which decree 30 asks for and Da Nang does not.
    expect(article(audit, 'da-nang-2014/10.1')).toMatchObject({ violated: 1, 'not-settled': 3, holds: 0 });
    expect(article(audit, 'da-nang-2014/14')).toMatchObject({ holds: 3, 'not-examined': 2 });
    expect(article(audit, 'nd130-2018/79.1')).toMatchObject({ violated: 1, holds: 3, 'not-examined': 1 });
    expect(article(audit, 'nd130-2018/79.2')).toMatchObject({ violated: 2, holds: 3 });
    expect(article(audit, 'nd130-2018/7')).toMatchObject({ violated: 3 });
    expect(article(audit, 'nd68-2024/31')).toMatchObject({ 'not-in-force': 5 });
    expect(article(audit, 'hai-phong-2025/13')).toBeUndefined();
    expect(audit.tally.worst.map(({ reason }) => reason)).toContain('AGENCY_NOT_ISSUER');
    const page = readFileSync(join(folder, 'da-nang/index.html'), 'utf8');
    expect(page).toContain('khoản 1 Điều 10');
    expect(page).toContain('Quy chế Đà Nẵng 2014');
    expect(page).toContain('Da Nang regulation 2014');
    expect(page).toContain('Sở Y tế');
    expect(readFileSync(join(folder, 'da-nang/documents.csv'), 'utf8')).toContain('da-nang-2014/10.1');
  });

  it('does not go on with one that was begun with other demands', () => {
    const options = [...usual(), '--out', 'da-nang', '--regulation', 'da-nang-2014', '--resume'];
    const { status, error } = congvu(...options, '--reference-date', '2019-06-01', '--issuer', 'Sở Nội vụ');
    expect(status).toBe(2);
    expect(error).toContain(
      '--regulation da-nang-2014 --as original --reference-date 2019-06-01 --issuer "Sở Y tế"',
    );
  });
});

describe('large archives', () => {
  it('keep a bounded list of the worst, invalid ones before undetermined ones', () => {
    const gathered = gatherer([]);
    const document = {
      signers: [],
      agencies: [],
      articles: {},
      remarks: [],
      reason: 'X',
      signedAt: undefined,
    };
    for (let number = 0; number < listed + 10; number++) {
      gathered.add({ ...document, file: `${number}`, verdict: 'INDETERMINATE' } as never);
    }
    gathered.add({ ...document, file: 'worst', verdict: 'TOTAL-FAILED' } as never);
    const { worst, notPassed } = gathered.tally();
    expect([worst.length, worst[0]?.file, notPassed]).toEqual([listed, 'worst', listed + 11]);
  });

  it('quote cells as spreadsheets want them', () => {
    const cells = csvRow(
      {
        file: 'a "b", c\n\u001b[31m.pdf',
        verdict: 'TOTAL-PASSED',
        acceptance: 'accepted',
        subIndication: undefined,
        reason: undefined,
        read: true,
        signers: ['@x'],
        agencies: [],
        signedAt: undefined,
        signingTimeFrom: 'none',
        remarks: [],
        articles: {},
        doubts: {},
      },
      [],
      'en',
    );
    expect(cells).toBe(
      `"a ""b"", c\\u000a\\u001b[31m.pdf",TOTAL-PASSED,can be accepted,,,,'@x,,,none,not stated,,,,,\r\n`,
    );
  });
});
