/** `congvu verify` as it is run: output, languages, exit codes. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../foundation/paths.ts';
import type { Report } from '../report.ts';
import { type Material, material, now } from '../testing/material.ts';

let all: Material;
let good: Uint8Array;
let personal: Uint8Array;

beforeAll(async () => {
  all = await material();
  good = await all.signed();
  personal = await all.signed({ agency: null });
});
afterAll(() => all.remove());

describe('congvu verify', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(all.dir, 'cli-'));
    writeFileSync(join(folder, 'good.pdf'), good);
    writeFileSync(join(folder, 'bad.pdf'), good.subarray(0, 60_000));
    writeFileSync(join(folder, 'personal.pdf'), personal);
    writeFileSync(join(folder, 'changed.pdf'), oneBitChanged(good));
    cpSync(all.pki.trustDir, join(folder, 'trust'), { recursive: true });
    mkdirSync(join(folder, 'empty'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const congvu = (...parameters: readonly string[]) => {
    const command = [join(projectRoot, 'bin/congvu.js'), 'verify', ...parameters];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: folder });
    return { status, out: stdout.toString(), error: stderr.toString() };
  };
  const trusted = ['--trust', 'trust', '--at', now];

  it('prints one JSON document and ends with 0 for a good file', () => {
    const { status, out } = congvu('good.pdf', ...trusted, '--json');
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      verdict: 'TOTAL-PASSED',
      file: 'good.pdf',
      signatures: [{ signer: { kind: 'person' } }, { signer: { kind: 'agency' } }],
    });
  });

  it('names in JSON what it passes over in the trust folder, of one file and of several', () => {
    cpSync(join(folder, 'trust'), join(folder, 'more'), { recursive: true });
    writeFileSync(join(folder, 'more', 'list.txt'), 'x');
    const more = ['--trust', 'more', '--at', now, '--json'];
    const printed = [
      congvu('good.pdf', ...more).out,
      ...congvu('good.pdf', 'good.pdf', ...more)
        .out.trim()
        .split('\n'),
    ];
    expect(printed).toHaveLength(3);
    for (const one of printed) {
      expect(JSON.parse(one)).toMatchObject({
        verdict: 'TOTAL-PASSED',
        warnings: [{ code: 'TRUST_FILES_PASSED_OVER', names: ['list.txt'] }],
      });
    }
    expect(JSON.parse(congvu('good.pdf', ...trusted, '--json').out)).not.toHaveProperty('warnings');
  });

  it('ends with 1 for a file whose signed content was changed', () => {
    const { status, out, error } = congvu('good.pdf', 'changed.pdf', ...trusted, '--lang', 'en');
    expect([status, error]).toEqual([1, '']);
    expect(out).toContain('INTEGRITY_BROKEN');
  });

  it('goes on after a file that is no readable PDF, prints one line each and ends with 2', () => {
    const { status, out, error } = congvu('bad.pdf', 'changed.pdf', 'good.pdf', ...trusted, '--json');
    expect(status).toBe(2);
    expect(error).toMatch(
      /^congvu: PDF_TRUNCATED: bad\.pdf: tệp bị cụt, .+\n {2}→ Đề nghị đơn vị gửi .+\n\nTổng số tệp: 3 /,
    );
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { verdict: string; findings: { code: string }[] });
    expect(lines.map(({ verdict }) => verdict)).toEqual(['TOTAL-FAILED', 'TOTAL-FAILED', 'TOTAL-PASSED']);
    expect(lines[0]?.findings[0]?.code).toBe('PDF_TRUNCATED');
  });

  it('speaks Vietnamese, or English when asked', () => {
    const vietnamese = congvu('good.pdf', ...trusted).out;
    expect(vietnamese).toContain('Nguyễn Văn An, Chủ tịch, Ủy ban nhân dân thành phố Hải Phòng (cá nhân)');
    expect(vietnamese).toContain('Kết luận cho tệp: HỢP LỆ (TOTAL-PASSED)');
    const { status, out, error } = congvu('bad.pdf', ...trusted, '--lang', 'en');
    expect(status).toBe(2);
    expect(error).toMatch(/^congvu: PDF_TRUNCATED: bad\.pdf: the file ends too early/);
    expect(out).toContain('Verdict on the file: INVALID (TOTAL-FAILED, FORMAT_FAILURE)');
    const { values } = JSON.parse(congvu('bad.pdf', ...trusted, '--json').out).detail;
    expect(values.said).toMatch(/^the file ends too early: /);
    expect(values.saidInVietnamese).toMatch(/^tệp bị cụt, kết thúc quá sớm: /);
    expect(out).toContain('Do not accept the document; tell the sender the reason.');
  });

  it.each([
    ['good.pdf', [], 'TIẾP NHẬN ĐƯỢC'],
    ['changed.pdf', [], 'KHÔNG TIẾP NHẬN: chữ ký số không hợp lệ'],
    ['bad.pdf', [], 'KHÔNG TIẾP NHẬN: chữ ký số không hợp lệ'],
    ['personal.pdf', [], 'KHÔNG TIẾP NHẬN khi chưa đủ chữ ký số'],
    [
      'good.pdf',
      ['--at', '2026-06-01'],
      'CHƯA KẾT LUẬN: chưa xác định được tình trạng thu hồi của chứng thư từ dữ liệu hiện có',
    ],
    [
      'good.pdf',
      ['--at', '2032-01-01'],
      'CHƯA KẾT LUẬN: chứng thư đã hết hạn tại thời điểm dùng để kiểm tra chữ ký này',
    ],
    ['good.pdf', ['--lang', 'en'], 'CAN BE ACCEPTED'],
    ['personal.pdf', ['--lang', 'en'], 'NOT TO BE ACCEPTED while a digital signature is missing'],
  ])('tells the clerk of %s with %j: %s', (file, options, acceptance) => {
    const lines = congvu(file, ...trusted, ...options).out.split('\n');
    expect(lines.filter((line) => /^ {2}(Kết quả tiếp nhận|For the clerk): /.test(line))).toEqual([
      expect.stringMatching(new RegExp(`: ${acceptance}$`)),
    ]);
  });

  it('explains in Vietnamese, in Vietnamese time, and leaves citizen numbers out', () => {
    const late = ['--at', '2032-01-01'];
    const printed = [
      ...['good.pdf', 'changed.pdf', 'bad.pdf', 'personal.pdf'].map((file) => congvu(file, ...trusted).out),
      congvu('good.pdf', ...trusted, ...late).out,
      congvu('good.pdf', ...trusted, '--at', '2026-06-01').out,
    ].join('\n');
    expect(printed).toContain('giá trị băm của nội dung khác với giá trị đã ký');
    expect(printed).toContain('cần chữ ký theo thứ tự: cá nhân rồi cơ quan, tổ chức; trong tệp có: cá nhân');
    expect(printed).toMatch(/chứng thư của Nguyễn Văn An \(số [0-9a-f]+\) có hiệu lực đến \S+ \S+ \+07:00/);
    expect(printed).toMatch(/Phần được ký +đến lần lưu thứ 2\/3 của tệp/);
    expect(printed).not.toMatch(/\b(the|was|expected|got|until|no|is)\b|CCCD|UID=|\dZ\b/);
    expect(congvu('good.pdf', ...trusted, ...late, '--lang', 'en').out).not.toMatch(/CCCD|UID=|\dZ\b/);
  });

  it('says once, for a passed file, what was not compared', () => {
    const line = /Chưa đối chiếu chức danh, cơ quan ghi trên văn bản với chứng thư\./g;
    expect(congvu('good.pdf', ...trusted).out.match(line)).toHaveLength(1);
    expect(congvu('changed.pdf', ...trusted).out).not.toMatch(line);
  });

  it('takes a folder for the PDFs in it', () => {
    expect(congvu('.', ...trusted, '--details').out.match(/^\S+\.pdf$/gm)).toEqual([
      'bad.pdf',
      'changed.pdf',
      'good.pdf',
      'personal.pdf',
    ]);
  });

  it.each([
    ['a file that is not there', ['nowhere.pdf', ...trusted], 'VERIFY_FILE_NOT_FOUND'],
    ['a folder without PDFs', ['empty', ...trusted], 'VERIFY_NO_FILES'],
    ['an empty trust folder', ['good.pdf', '--trust', 'empty'], 'VERIFY_TRUST_EMPTY'],
    ['no trust folder', ['good.pdf', '--trust', 'nowhere'], 'VERIFY_TRUST_UNREADABLE'],
    ['a time that is none', ['good.pdf', '--trust', 'trust', '--at', 'tomorrow'], 'VERIFY_TIME_INVALID'],
    ['an unknown regulation', ['good.pdf', ...trusted, '--regulation', 'x'], 'VERIFY_REGULATION_UNKNOWN'],
    [
      'a day that is none',
      ['good.pdf', ...trusted, '--reference-date', '2019'],
      'VERIFY_REFERENCE_DATE_INVALID',
    ],
    ['an issuer without a name', ['good.pdf', ...trusted, '--issuer', ' '], 'VERIFY_ISSUER_INVALID'],
    [
      'an identifier without its kind',
      ['good.pdf', ...trusted, '--issuer-id', 'H24.6'],
      'VERIFY_ISSUER_INVALID',
    ],
    ['an unknown role', ['good.pdf', ...trusted, '--as', 'draft'], 'VERIFY_OPTION_INVALID'],
    [
      'reading pages beside a content',
      ['good.pdf', ...trusted, '--content', 'bad.pdf', '--read-text'],
      'VERIFY_OPTION_UNFIT',
    ],
    ['an unknown language', ['good.pdf', ...trusted, '--lang', 'fr'], 'VERIFY_OPTION_INVALID'],
  ])('refuses %s with 2 and prints nothing on stdout', (_, parameters, code) => {
    const { status, out, error } = congvu(...parameters);
    expect([status, out]).toEqual([2, '']);
    expect(error).toContain(code);
  });

  it('answers an id that is nearly right with the right one, any other with all', () => {
    expect(congvu('good.pdf', ...trusted, '--regulation', 'DaNang').error).toMatch(
      /da-nang-2014, son-la-2021, .*, none for --regulation, got DaNang[\s\S]*Did you mean da-nang-2014\?/,
    );
    expect(congvu('good.pdf', ...trusted, '--regulation', 'hai-duong').error).toContain(
      'hai-duong-2019-signature or hai-duong-2019-onestop',
    );
  });

  it('lists the articles by state, in both languages and for programs', () => {
    const dakNong = ['--regulation', 'dak-nong-2022', '--reference-date', '2023-05-01'];
    const vietnamese = congvu('personal.pdf', ...trusted, ...dakNong).out;
    expect(vietnamese).toMatch(/Ngày áp dụng +2023-05-01 \(theo người kiểm tra\)/);
    expect(vietnamese).toMatch(
      /Vi phạm +khoản 6 Điều 16 Quy chế Đắk Nông 2022; Điều 5 Nghị định 30\/2020\/NĐ-CP/,
    );
    expect(vietnamese).toMatch(/Đáp ứng +.*khoản 1 Điều 12, khoản 2 Điều 12.* Quy chế Đắk Nông 2022; /);
    expect(vietnamese).toMatch(/Không hiệu lực .*Điều 30, Điều 31, Điều 32 Nghị định 68\/2024\/NĐ-CP/);
    const english = congvu('good.pdf', ...trusted, ...dakNong, '--classified', '--lang', 'en').out;
    expect(english).toContain('NOT TO BE HANDLED ON THIS SYSTEM');
    expect(english).toMatch(/Violated +article 3 clause 2 of the Dak Nong regulation 2022/);
    const { articles, reference } = JSON.parse(
      congvu('good.pdf', ...trusted, ...dakNong, '--issuer-id', 'MST:0200000001', '--json').out,
    ) as Report;
    expect(reference).toEqual({ day: '2023-05-01', from: 'caller' });
    expect(articles.find(({ id }) => id === 'nd130-2018/7')).toEqual({
      id: 'nd130-2018/7',
      state: 'holds',
      reasons: [],
    });
  });

  it('judges stored facts by any text as well', () => {
    const program = join(projectRoot, 'bin/congvu.js');
    const run = (...parameters: readonly string[]) =>
      spawnSync(process.execPath, [program, ...parameters], { cwd: folder });
    run('facts', 'personal.pdf', '--out', 'personal.json');
    const options = ['--regulation', 'da-nang-2014', '--as', 'unsealed', '--json'];
    const { stdout, status } = run('judge', 'personal.json', ...trusted, ...options);
    expect(status).toBe(0);
    expect((JSON.parse(stdout.toString()) as Report).articles).toContainEqual({
      id: 'da-nang-2014/11',
      state: 'holds',
      reasons: [],
    });
  });

  it('asks for --trust', () => {
    expect(congvu('good.pdf').status).toBe(2);
  });
});

/** Inside the first page's content, which both signatures cover. */
function oneBitChanged(pdf: Uint8Array): Uint8Array {
  const changed = Uint8Array.from(pdf);
  const place = Buffer.from(pdf).indexOf('stream') + 200;
  changed[place] = (changed[place] ?? 0) ^ 1;
  return changed;
}
