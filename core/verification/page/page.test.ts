/** What is read from first pages: fixtures, letters with a mark, pages made to overload, and the whole command. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../foundation/paths.ts';
import type { TextLine } from '../../pdf/text/index.ts';
import type { Report } from '../report.ts';
import { policy } from '../testing/hand-made.ts';
import { letter } from '../testing/letter.ts';
import { fixture, type Material, material, now } from '../testing/material.ts';
import { baseObjects, basePdf, stream } from '../testing/pdf.ts';
import { examineReading } from './examine.ts';
import { pageFacts, secrecyMarks } from './page-facts.ts';
import { nameBelow } from './printed-names.ts';
import { pageReader } from './reader.ts';

const size = { width: 595, height: 842 };
const line = (text: string, left: number, fromTop: number, wide = 80): TextLine => ({
  text,
  left,
  right: left + wide,
  bottom: 842 - fromTop,
  top: 842 - fromTop + 12,
  baseline: 842 - fromTop + 3,
  size: 12,
});
const markOf = (...lines: readonly TextLine[]) => {
  const facts = pageFacts(lines, size);
  return facts.kind === 'read' ? facts.secrecyMark : undefined;
};

describe('a secrecy mark', () => {
  it.each(secrecyMarks)('%s is one where the layout puts it, framed or in letters taken apart', (mark) => {
    expect(markOf(line(mark, 100, 170))).toBe(mark);
    expect(markOf(line(`| ${mark.normalize('NFD')} |`, 100, 170))).toBe(mark);
  });

  it.each([
    ['on the right', line('MẬT', 430, 170)],
    ['far down', line('MẬT', 100, 600)],
    ['in a sentence', line('VĂN BẢN MẬT', 100, 170)],
    ['in small letters', line('mật', 100, 170)],
  ])('%s is none', (_, one) => expect(markOf(one)).toBeNull());
});

describe('the head', () => {
  it('ends where small letters begin, and is not looked for lower down', () => {
    const country = line('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 330, 70, 200);
    const left = [
      line('UBND TỈNH', 90, 70),
      line('SỞ Y TẾ', 90, 86),
      line('____', 90, 90),
      line('Số: 7', 90, 120),
      line('HỎA TỐC', 90, 150),
    ];
    const facts = pageFacts([country, ...left], size);
    expect(facts).toMatchObject({ head: ['UBND TỈNH', 'SỞ Y TẾ'], lines: 6 });
    expect(pageFacts([country, line('PHỤ LỤC', 90, 500)], size)).toMatchObject({ head: [] });
    expect(pageFacts(left, size)).toMatchObject({ head: [] });
  });

  it.each(['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM'])(
    'is found where its two columns come so close that they are read as one line: %s',
    (country) => {
      const both = [
        line(`ỦY BAN NHÂN DÂN TỈNH MINH HỌA ${country}`, 70, 70, 480),
        line('SỞ KHOA HỌC VÀ CÔNG NGHỆ Độc lập - Tự do - Hạnh phúc', 75, 86, 440),
        line('Số: 7', 90, 120),
      ];
      const head = ['ỦY BAN NHÂN DÂN TỈNH MINH HỌA', 'SỞ KHOA HỌC VÀ CÔNG NGHỆ'];
      expect(pageFacts(both, size)).toMatchObject({ head, lines: 3 });
      expect(pageFacts([line(`NƯỚC ${country} là`, 70, 70, 480)], size)).toMatchObject({ head: [] });
      expect(pageFacts([line(country, 300, 70, 250)], size)).toMatchObject({ head: [] });
    },
  );

  it('is found where the name of the country takes several lines, the lines on the left between them', () => {
    const left = [line('ỦY BAN NHÂN DÂN', 100, 72), line('SỞ KỸ THUẬT SỐ', 100, 88)];
    const headBeside = (...country: readonly TextLine[]) =>
      pageFacts(
        [...left, ...country].sort((a, b) => b.bottom - a.bottom),
        size,
      );
    const [first, second] = [line('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT', 280, 70, 255), line('NAM', 391, 80, 33)];
    const head = ['ỦY BAN NHÂN DÂN', 'SỞ KỸ THUẬT SỐ'];
    expect(headBeside(first, second)).toMatchObject({ head });
    expect(
      headBeside(line('CỘNG HÒA', 340, 70), line('XÃ HỘI CHỦ NGHĨA', 340, 86), line('VIỆT NAM', 340, 100)),
    ).toMatchObject({ head });
    expect(headBeside(first)).toMatchObject({ head: [] });
    expect(headBeside(first, line('Độc lập', 391, 76), second)).toMatchObject({ head: [] });
  });
});

describe('the name below a signature', () => {
  const image = { field: 'Ký', page: 1, left: 350, right: 450, bottom: 300 };
  const at = (text: string, below = 10, left = 360) => line(text, left, 842 - image.bottom + below);
  const below = (...lines: readonly TextLine[]) => nameBelow(image, lines, size);

  it.each([
    'Trần Thị Bích Ngọc',
    'TS. Nguyễn Văn An',
    'PGS.TS. Lê Hoàng Đức',
    'Nguyễn Văn An'.normalize('NFD'),
  ])('is %s', (name) => expect(below(at(name), at('Nơi nhận', 30))).toBe(name));

  it.each([
    ['a title, which is in capitals', at('GIÁM ĐỐC')],
    ['a sentence', at('Nơi nhận văn bản')],
    ['one word', at('Ngọc')],
    ['a line too far down', at('Trần Thị Bích Ngọc', 60)],
    ['a line in another column', at('Trần Thị Bích Ngọc', 10, 60)],
    ['a line above', at('Trần Thị Bích Ngọc', -100)],
    ['very many letters', at(`Trần ${'A'.repeat(500)}a`)],
  ])('is not %s', (_, other) => expect(below(other)).toBeUndefined());

  it('is the first line below, and none where that is something else', () => {
    expect(below(at('(Đã ký)', 8), at('Trần Thị Bích Ngọc', 25))).toBeUndefined();
  });
});

describe('the reader', () => {
  const reader = pageReader;

  it.each([
    ['cong-van-classic.pdf', ['UBND THÀNH PHỐ MINH HỌA', 'SỞ KỸ THUẬT SỐ']],
    ['quyet-dinh-nhieu-trang.pdf', ['ỦY BAN NHÂN DÂN', 'THÀNH PHỐ MINH HỌA']],
    ['to-trinh.pdf', ['SỞ KỸ THUẬT SỐ', 'PHÒNG HẠ TẦNG VÀ BẢO MẬT']],
    ['phu-luc.pdf', []],
  ])('finds the head of %s', async (file, head) => {
    expect(await reader.read(fixture('documents', file))).toMatchObject({ head, secrecyMark: null });
  });

  it('finds a mark among other text', async () => {
    const facts = await reader.read(await letter({ head: ['SỞ KỸ THUẬT SỐ'], mark: 'TUYỆT MẬT' }));
    expect(facts).toMatchObject({ head: ['SỞ KỸ THUẬT SỐ'], secrecyMark: 'TUYỆT MẬT' });
  });

  it('says so of what it cannot read, and goes on with the next', async () => {
    expect(await reader.read(Buffer.from('no PDF'))).toEqual({ kind: 'unread', why: 'unreadable' });
    expect(await reader.read(basePdf())).toMatchObject({ kind: 'read', secrecyMark: null });
  });

  it.each<[string, string, Buffer]>([
    [
      'contents packed twice',
      '/Filter[/FlateDecode/FlateDecode]',
      deflateSync(deflateSync(Buffer.alloc(100_000_000, '(a)Tj '))),
    ],
    [
      'more contents than any page has',
      '/Filter/FlateDecode',
      deflateSync(Buffer.alloc(6_000_000, '(a)Tj ')),
    ],
  ])('gives up a page that takes more than it may: %s', async (_, filter, packed) => {
    const heavy = basePdf({
      ...baseObjects,
      3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>',
      4: stream(packed, filter),
    });
    expect(await reader.read(heavy)).toEqual({ kind: 'unread', why: 'too-slow' });
    expect(await reader.read(basePdf())).toMatchObject({ kind: 'read' });
  });
});

it('instructions that programs follow differently are named where pages are read, and only there', async () => {
  const odd = basePdf({ ...baseObjects, 4: stream('72 +-700 Td') });
  const found = async (reader: typeof pageReader | undefined) =>
    (await examineReading(odd, policy(), reader)).report.findings.filter(({ code }) => code === 'TABLE_ODD');
  expect(await found(undefined)).toEqual([]);
  expect(await found(pageReader)).toMatchObject([
    { detail: { code: 'INSTRUCTION_ODD_AT', values: { where: 'page 1', name: '+-700' } } },
  ]);
});

describe('congvu verify --read-text', () => {
  let all: Material;
  beforeAll(async () => {
    all = await material();
    mkdirSync(join(all.dir, 'files'));
    const [person, agency] = [await all.signer('giam-doc-skts'), await all.signer('so-ky-thuat-so')];
    const signed = async (name: string, bytes: Uint8Array) =>
      writeFileSync(join(all.dir, 'files', name), await all.signed({ bytes, person, agency }));
    await signed('good.pdf', fixture('documents', 'cong-van-classic.pdf'));
    await signed(
      'marked.pdf',
      await letter({ head: ['UBND THÀNH PHỐ MINH HỌA', 'SỞ KỸ THUẬT SỐ'], mark: 'MẬT' }),
    );
    await signed('headless.pdf', fixture('documents', 'phu-luc.pdf'));
    await signed('other.pdf', await letter({ head: ['UBND THÀNH PHỐ MINH HỌA', 'SỞ Y TẾ'] }));
  });
  afterAll(() => all.remove());

  function verified(...parameters: readonly string[]) {
    const program = join(projectRoot, 'bin/congvu.js');
    const options = ['--trust', all.pki.trustDir, '--at', now, ...parameters];
    const { stdout, status } = spawnSync(process.execPath, [program, 'verify', ...options], {
      cwd: join(all.dir, 'files'),
    });
    return { status, out: stdout.toString() };
  }
  const found = (report: Report) => report.findings.map(({ code, severity }) => `${severity} ${code}`);

  it('warns of another agency at the head and of a mark, one file or many', () => {
    const { status, out } = verified('.', '--read-text', '--json', '--jobs', '2');
    const reports = out
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text) as Report);
    expect(status).toBe(0);
    expect(reports.map(found)).toEqual([
      [],
      ['warning HEAD_NOT_FOUND'],
      ['warning CLASSIFIED_DOCUMENT'],
      ['warning AGENCY_NOT_ISSUER'],
    ]);
    expect(found(JSON.parse(verified('marked.pdf', '--read-text', '--json').out) as Report)).toEqual([
      'warning CLASSIFIED_DOCUMENT',
    ]);
    expect(found(JSON.parse(verified('marked.pdf', '--json').out) as Report)).toEqual([]);
  });

  it('warns of a page without a head where one is needed, and nobody named the issuer', () => {
    const warned = (...options: readonly string[]) =>
      found(JSON.parse(verified('headless.pdf', '--json', ...options).out) as Report).filter((code) =>
        code.includes('HEAD'),
      );
    expect(warned('--read-text')).toEqual(['warning HEAD_NOT_FOUND']);
    expect(warned('--read-text', '--as', 'copy')).toEqual(['warning HEAD_NOT_FOUND']);
    expect(warned()).toEqual([]);
    expect(warned('--read-text', '--as', 'annex')).toEqual([]);
    expect(warned('--read-text', '--issuer', 'Sở Kỹ thuật số')).toEqual([]);
    const out = spawnSync(
      process.execPath,
      [
        join(projectRoot, 'bin/congvu.js'),
        'audit',
        'files',
        '--trust',
        all.pki.trustDir,
        '--at',
        now,
        '--read-text',
      ],
      { cwd: all.dir },
    );
    expect(out.status).toBe(0);
    const { tally } = JSON.parse(readFileSync(join(all.dir, 'congvu-audit', 'audit.json'), 'utf8')) as {
      tally: { remarks: unknown };
    };
    expect(tally.remarks).toContainEqual({ code: 'HEAD_NOT_FOUND', documents: 1 });
  });

  it('says in both languages what it read, and what was compared', () => {
    const vietnamese = verified('other.pdf', '--read-text').out;
    expect(vietnamese).toContain(
      'đầu trang ghi UBND THÀNH PHỐ MINH HỌA SỞ Y TẾ, chứng thư là của Sở Kỹ thuật số',
    );
    expect(vietnamese).toContain('Chưa đối chiếu chức danh ghi trên văn bản với chứng thư.');
    expect(vietnamese).toMatch(/Chưa kết luận +.*khoản 3 Điều 4 Quy chế Hải Phòng 2025/);
    const english = verified('marked.pdf', '--read-text', '--lang', 'en').out;
    expect(english).toContain('the first page bears MẬT');
    expect(english).toMatch(/Not settled +article 4 clause 1 of the Hai Phong regulation 2025/);
    expect(english).toMatch(/Head of page +UBND THÀNH PHỐ MINH HỌA \/ SỞ KỸ THUẬT SỐ/);
  });
});
