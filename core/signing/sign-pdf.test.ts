import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFArray, PDFName, PDFRef } from 'pdf-lib';
import { beforeAll, describe, expect, it } from 'vitest';
import { foreign } from '../../ci/foreign.ts';
import { fixedClock } from '../../foundation/clock.ts';
import { findSignerLines, openText } from '../pdf/text/index.ts';
import { openForWriting, widgetRectangle } from '../pdf/writing/index.ts';
import { handMade, plainObjects, replaced, withChange } from '../pdf/writing/test-material.ts';
import { trustStore, verifyPdf } from '../verification/index.ts';
import type { Appearance } from './appearance/appearance.ts';
import { type SignOptions, signPdf, signPdfWithWarnings } from './sign-pdf.ts';
import { fixture, fixtureDocuments, type TestPki, testPki } from './test-material.ts';
import type { TokenSigner } from './token/token-signer.ts';

const clock = fixedClock('2026-11-22T02:30:15Z');
const signature = fixture('images', 'chu-ky-xanh.png');
const seal = fixture('images', 'dau-do.png');
const anchor = { title: 'GIÁM ĐỐC', name: 'Nguyễn Văn An' };
const letter = fixture('documents', 'cong-van-classic.pdf');
const sizeMm = { width: 36, height: 36 };
const mm = 72 / 25.4;

const personal = (more: object = {}): Appearance => ({ kind: 'personal', image: signature, anchor, ...more });
const agencySeal = (more: object = {}): Appearance => ({ kind: 'agency', image: seal, sizeMm, ...more });
const copy: Appearance = { kind: 'copy', copyForm: 'SAO Y', agencyName: 'Sở Kỹ thuật số' };

let pki: TestPki;
let person: TokenSigner;
let agency: TokenSigner;
let once: Uint8Array;

beforeAll(async () => {
  pki = await testPki();
  person = await pki.signer({ name: 'Nguyễn Văn An', uid: 'CCCD:001099000001' });
  agency = await pki.signer({ name: 'Sở Kỹ thuật số', uid: 'MST:0200000001' });
  once = await sign(letter, person, personal());
});

function sign(pdf: Uint8Array, signer: TokenSigner, appearance: Appearance, more: Partial<SignOptions> = {}) {
  return signPdf({ pdf, signer, appearance, regulation: 'hai-phong-2025', clock, ...more });
}

async function widgets(pdf: Uint8Array) {
  const document = await openForWriting(pdf);
  return document.fields.map(({ dictionary }) => {
    const page = document.pages.find(({ reference }) => reference === dictionary.get(PDFName.of('P')));
    const rectangle = page && widgetRectangle(document.context, page, dictionary);
    if (page === undefined || rectangle === undefined) throw new Error('no visible widget');
    return { ...rectangle, page: page.number };
  });
}

describe('the personal signature', () => {
  it.each(fixtureDocuments.map((document) => [document.file, document] as const))(
    'stands in the middle between title and name of %s',
    async (file, document) => {
      const input = fixture('documents', file);
      const signed = await sign(input, person, personal({ anchor: document.signer }));
      const [image] = await widgets(signed);
      const text = await openText(input);
      const lines = await findSignerLines(text, document.signer, 85);
      await text.close();
      if (image === undefined || lines === undefined) throw new Error('not found');
      expect(image.page).toBe(document.pages);
      expect(image.top).toBeLessThanOrEqual(lines.title.bottom);
      expect(image.bottom).toBeGreaterThanOrEqual(lines.name.top);
      const middle = (lines.title.left + lines.title.right + lines.name.left + lines.name.right) / 4;
      expect((image.left + image.right) / 2).toBeCloseTo(middle, 1);
      expect((image.top + image.bottom) / 2).toBeCloseTo((lines.title.bottom + lines.name.top) / 2, 1);
      expect((image.right - image.left) / (image.top - image.bottom)).toBeCloseTo(615 / 284, 2);
    },
  );

  it('stands in the given place, in its own proportions', async () => {
    const rect = { left: 100, bottom: 100, right: 200, top: 300 };
    const [image] = await widgets(await sign(letter, person, personal({ anchor: { page: 1, rect } })));
    expect(image).toMatchObject({ left: 100, right: 200 });
    expect((image?.top ?? 0) - (image?.bottom ?? 0)).toBeCloseTo((100 * 284) / 615, 1);
  });
});

describe('the seal', () => {
  it('has its real size and covers the left third of the signature, middles level', async () => {
    const [image, stamp] = await widgets(await sign(once, agency, agencySeal()));
    if (image === undefined || stamp === undefined) throw new Error('not found');
    expect((stamp.right - stamp.left) / mm).toBeCloseTo(36, 2);
    expect((stamp.top - stamp.bottom) / mm).toBeCloseTo(36, 2);
    expect((stamp.right - image.left) / (image.right - image.left)).toBeCloseTo(1 / 3, 3);
    expect(stamp.left).toBeLessThan(image.left);
    expect((stamp.top + stamp.bottom) / 2).toBeCloseTo((image.top + image.bottom) / 2, 1);
  });
});

describe('a text signature', () => {
  it.each(fixtureDocuments.map(({ file }) => file))(
    'stands top right of %s and covers no print',
    async (file) => {
      const input = fixture('documents', file);
      const [block] = await widgets(await sign(input, agency, copy));
      const document = await openForWriting(input);
      const frame = document.pages[0]?.frame;
      const text = await openText(input);
      const lines = await text.lines(1);
      await text.close();
      if (block === undefined || frame === undefined) throw new Error('not found');
      expect(block.page).toBe(1);
      expect(block.left).toBeGreaterThan(frame.width / 2);
      expect(block.bottom).toBeGreaterThan(frame.height * 0.9);
      const covered = lines.filter(
        (line) =>
          line.left < block.right &&
          block.left < line.right &&
          line.bottom < block.top &&
          block.bottom < line.top,
      );
      expect(covered).toEqual([]);
    },
  );

  it.skipIf(!foreign('pdftotext').present)('says form of copy, agency and time, in lower case', async () => {
    const text = await textShown(await sign(letter, agency, copy));
    expect(text).toEqual(['Sao y', 'Sở Kỹ thuật số', '2026-11-22T09:30:15+07:00']);
  });

  it.skipIf(!foreign('pdftotext').present).each(['attachment', 'annex'] as const)(
    'of an %s says number and time',
    async (kind) => {
      const text = await textShown(await sign(letter, agency, { kind, documentNumber: '128/SKTS-HCTH' }));
      expect(text).toEqual(['128/SKTS-HCTH', '2026-11-22T09:30:15+07:00']);
    },
  );

  it('moves away from an earlier one', async () => {
    const [first, second] = await widgets(await sign(await sign(letter, agency, copy), agency, copy));
    if (first === undefined || second === undefined) throw new Error('not found');
    const apart = second.top <= first.bottom || second.right <= first.left;
    expect(apart).toBe(true);
  });

  it.skipIf(!foreign('pdftotext').present)('breaks a long name', async () => {
    const agencyName =
      'Trung tâm Phục vụ hành chính công và Chuyển đổi số trực thuộc Ủy ban nhân dân xã Minh Họa Thượng';
    const signed = await sign(fixture('documents', 'phu-luc.pdf'), agency, { ...copy, agencyName });
    const [block] = await widgets(signed);
    expect(block && (block.right - block.left) / mm).toBeLessThan(112);
    expect((await textShown(signed)).slice(1, -1).join(' ')).toBe(agencyName);
  });
});

describe('a signature is refused', () => {
  const old = { notBefore: '2020-01-01T00:00:00Z', notAfter: '2026-11-22T02:30:14Z' };
  const young = { notBefore: '2026-11-22T02:30:16Z', notAfter: '2030-01-01T00:00:00Z' };
  const cases: readonly (readonly [string, () => Promise<Uint8Array>, string])[] = [
    [
      'under an unknown regulation',
      () => sign(letter, person, personal(), { regulation: 'ha-noi-1010' }),
      'SIGN_REGULATION_UNKNOWN',
    ],
    [
      'one second after the certificate ended',
      async () => sign(letter, await pki.signer({ name: 'A', uid: 'CCCD:1', ...old }), personal()),
      'SIGN_CERTIFICATE_EXPIRED',
    ],
    [
      'one second before it begins',
      async () => sign(letter, await pki.signer({ name: 'A', uid: 'CCCD:1', ...young }), personal()),
      'SIGN_CERTIFICATE_NOT_YET_VALID',
    ],
    [
      "with the agency's certificate for a person",
      () => sign(letter, agency, personal()),
      'SIGN_CERTIFICATE_KIND',
    ],
    [
      "with a person's certificate for the agency",
      () => sign(once, person, agencySeal()),
      'SIGN_CERTIFICATE_KIND',
    ],
    ["with a person's certificate for a copy", () => sign(letter, person, copy), 'SIGN_CERTIFICATE_KIND'],
    [
      'with a certificate of neither',
      async () => sign(letter, await pki.signer({ name: 'May chu', uid: 'SRV:1' }), personal()),
      'SIGN_CERTIFICATE_KIND',
    ],
    [
      'when the key is another than the certificate says',
      () => sign(letter, { ...person, sign: agency.sign }, personal()),
      'SIGN_KEY_MISMATCH',
    ],
    [
      'when the agency comes first',
      () => sign(letter, agency, agencySeal()),
      'SIGN_PERSONAL_SIGNATURE_MISSING',
    ],
    [
      'when the agency has signed twice',
      async () => sign(await sign(once, agency, agencySeal()), agency, agencySeal()),
      'SIGN_AGENCY_ALREADY_SIGNED',
    ],
    [
      'when a person comes after the agency',
      async () => sign(await sign(once, agency, agencySeal()), person, personal()),
      'SIGN_AGENCY_ALREADY_SIGNED',
    ],
    [
      'on PDF 1.3',
      () => sign(replaced(handMade(plainObjects), '%PDF-1.4', '%PDF-1.3'), agency, copy),
      'SIGN_PDF_VERSION',
    ],
    [
      'without the lines',
      () => sign(letter, person, personal({ anchor: { title: 'CHỦ TỊCH', name: 'Nguyễn Văn An' } })),
      'SIGN_ANCHOR_NOT_FOUND',
    ],
    [
      'between lines without room',
      () =>
        sign(letter, person, personal({ anchor: { title: 'SỞ KỸ THUẬT SỐ', name: 'Số: 128/SKTS-HCTH' } })),
      'SIGN_ANCHOR_TOO_TIGHT',
    ],
    [
      'outside the page',
      () =>
        sign(
          letter,
          person,
          personal({ anchor: { page: 1, rect: { left: 500, right: 700, bottom: 10, top: 100 } } }),
        ),
      'SIGN_OUTSIDE_PAGE',
    ],
    [
      'on a page that is missing',
      () =>
        sign(
          letter,
          person,
          personal({ anchor: { page: 9, rect: { left: 1, right: 2, bottom: 1, top: 2 } } }),
        ),
      'PDF_PAGE_MISSING',
    ],
    [
      'without an image',
      () => sign(letter, person, personal({ image: new Uint8Array() })),
      'SIGN_IMAGE_MISSING',
    ],
    [
      'with a seal of the wrong size',
      () => sign(once, agency, agencySeal({ sizeMm: { width: 5, height: 5 } })),
      'SIGN_SEAL_SIZE',
    ],
    [
      'with a seal out of proportion',
      () => sign(once, agency, agencySeal({ sizeMm: { width: 36, height: 30 } })),
      'SIGN_IMAGE_PROPORTION',
    ],
    [
      'with a seal that is blue',
      () => sign(once, agency, agencySeal({ image: signature, sizeMm: { width: 52, height: 24 } })),
      'SIGN_IMAGE_NOT_RED',
    ],
    [
      'with an agency in capitals',
      () => sign(letter, agency, { ...copy, agencyName: 'SỞ KỸ THUẬT SỐ' }),
      'SIGN_TEXT_UPPER_CASE',
    ],
    ['with no number', () => sign(letter, agency, { kind: 'annex', documentNumber: ' ' }), 'SIGN_TEXT_EMPTY'],
    [
      'with letters that the font lacks',
      () => sign(letter, agency, { kind: 'annex', documentNumber: '文書' }),
      'SIGN_GLYPH_MISSING',
    ],
    [
      'without room at the top',
      () => sign(letter, agency, { ...copy, agencyName: 'Phòng '.repeat(300) }),
      'SIGN_NO_ROOM',
    ],
    [
      'under a taken name',
      () => sign(once, agency, agencySeal(), { fieldName: 'CongvuSignature1' }),
      'PDF_FIELD_EXISTS',
    ],
  ];

  it.each(cases)('%s', async (_, attempt, code) => {
    await expect(attempt()).rejects.toMatchObject({ code });
  });

  it('under no regulation only where it is impossible', async () => {
    const free = { regulation: 'none' };
    await expect(sign(letter, agency, agencySeal(), free)).resolves.toBeDefined();
    await expect(
      sign(letter, agency, personal({ image: fixture('images', 'chu-ky-den.png') }), free),
    ).resolves.toBeDefined();
    await expect(sign(letter, person, personal({ image: Buffer.from('GIF') }), free)).rejects.toMatchObject({
      code: 'SIGN_IMAGE_NOT_PNG',
    });
  });
});

describe('a warning is given', () => {
  const committee = 'Ủy ban nhân dân thành phố Hải Phòng';
  const department = 'Sở Khoa học và Công nghệ';
  async function codes(personOf: string, name: string, organisation: string): Promise<readonly string[]> {
    const chair = await pki.signer({ name: 'A', uid: 'CCCD:1', organisation: personOf });
    const stamp = await pki.signer({ name, uid: 'MST:1', organisation });
    const { warnings } = await signPdfWithWarnings({
      pdf: await sign(letter, chair, personal()),
      signer: stamp,
      appearance: agencySeal(),
      regulation: 'hai-phong-2025',
      clock,
    });
    return warnings.map(({ code }) => code);
  }

  it.each([
    [
      "when the seal is of the person's department",
      committee,
      department,
      committee,
      'SIGNER_OF_PARENT_AGENCY',
    ],
    [
      "when the seal is of the person's committee",
      department,
      committee,
      committee,
      'SIGNER_OF_OTHER_AGENCY',
    ],
    ['when the seal is of a stranger', committee, 'Sở Y tế', 'Thành phố Huế', 'SIGNER_OF_OTHER_AGENCY'],
  ])('%s', async (_, personOf, name, organisation, code) => {
    expect(await codes(personOf, name, organisation)).toEqual([code]);
  });

  it('not for people of other agencies when one of the own agency signed behind them', async () => {
    const first = await pki.signer({ name: 'A', uid: 'CCCD:1', organisation: committee });
    const own = await pki.signer({ name: 'B', uid: 'CCCD:2', organisation: department });
    const stamp = await pki.signer({ name: department, uid: 'MST:1' });
    const at = (left: number) => ({ page: 1, rect: { left, bottom: 100, right: left + 100, top: 200 } });
    const pdf = await sign(
      await sign(letter, first, personal({ anchor: at(100) })),
      own,
      personal({ anchor: at(400) }),
    );
    const sealed = { signer: stamp, appearance: agencySeal(), regulation: 'hai-phong-2025', clock };
    expect(await signPdfWithWarnings({ pdf, ...sealed })).toMatchObject({ warnings: [] });
  });

  it('not for the same name in other letters', async () => {
    expect(await codes(committee.normalize('NFD').toUpperCase(), committee, committee)).toEqual([]);
  });

  it.each([
    ['Nguyễn Văn An', []],
    ['NGUYỄN  văn An'.normalize('NFD'), []],
    ['TS. Nguyễn Văn An', []],
    ['Nguyễn Văn Anh', ['SIGNER_NAME_DIFFERS']],
    ['Trần Thị Bích', ['SIGNER_NAME_DIFFERS']],
  ])('when a person signs above the name "%s" of somebody else', async (printedName, expected) => {
    const rect = { left: 100, bottom: 100, right: 200, top: 300 };
    const { warnings } = await signPdfWithWarnings({
      pdf: letter,
      signer: person,
      appearance: personal({ anchor: { page: 1, rect }, printedName }),
      regulation: 'hai-phong-2025',
      clock,
    });
    expect(warnings.map(({ code }) => code)).toEqual(expected);
  });

  it('when the name between whose lines the image stands is of somebody else', async () => {
    const other = await pki.signer({ name: 'Trần Thị Bích', uid: 'CCCD:2' });
    const { warnings } = await signPdfWithWarnings({
      ...{ pdf: letter, signer: other, appearance: personal(), regulation: 'hai-phong-2025', clock },
    });
    expect(warnings).toMatchObject([
      { code: 'SIGNER_NAME_DIFFERS', message: expect.stringMatching(/Trần Thị Bích.*"Nguyễn Văn An"/) },
    ]);
  });

  it.each([
    ['SAO Y', ['COPY_FORM_LOWERED']],
    ['Sao y', []],
  ])('on how "%s" is printed', async (copyForm, expected) => {
    const { warnings } = await signPdfWithWarnings({
      pdf: letter,
      signer: agency,
      appearance: { kind: 'copy', copyForm, agencyName: department },
      regulation: 'hai-phong-2025',
      clock,
    });
    expect(warnings.map(({ code }) => code)).toEqual(expected);
  });

  it.each([
    ['attachment', '128', ['NUMBER_WITHOUT_NOTATION']],
    ['annex', 'Phụ lục I', ['NUMBER_WITHOUT_NOTATION']],
    ['attachment', '128/SKTS-HCTH', []],
    ['annex', 'Số: 12/2026/QĐ-UBND', []],
  ] as const)('on an %s of "%s", as verification would', async (kind, documentNumber, expected) => {
    const { pdf, warnings } = await signPdfWithWarnings({
      ...{ pdf: letter, signer: agency, appearance: { kind, documentNumber }, clock },
      regulation: 'hai-phong-2025',
    });
    expect(warnings.map(({ code }) => code)).toEqual(expected);
    const policy = { trust: trustStore({ certificates: [] }), at: clock.now(), as: kind };
    const { findings } = verifyPdf(pdf, { ...policy, regulation: 'hai-phong-2025' });
    expect(findings.some(({ code }) => code === 'NUMBER_NOT_SHOWN')).toBe(expected.length > 0);
  });
});

describe('a form of copy', () => {
  const copied = (copyForm: string, regulation: string) =>
    sign(letter, agency, { kind: 'copy', copyForm, agencyName: 'Sở Kỹ thuật số' }, { regulation });

  it.each([
    ['Sao xyz', 'hai-phong-2025'],
    ['Sao', 'decree-30-2020'],
    ['Sao y bản chính', 'decree-30-2020'],
  ])('"%s" does not exist under %s', async (form, regulation) => {
    await expect(copied(form, regulation)).rejects.toMatchObject({ code: 'SIGN_COPY_FORM' });
  });

  it.each([
    ['sao lục', 'hai-phong-2025'],
    ['TRÍCH  SAO'.normalize('NFD'), 'decree-30-2020'],
    ['Sao y bản chính', 'da-nang-2014'],
    ['Sao xyz', 'none'],
  ])('"%s" is taken under %s', async (form, regulation) => {
    await expect(copied(form, regulation)).resolves.toBeInstanceOf(Uint8Array);
  });
});

describe('a document whose earlier signature no longer holds', () => {
  const broken: readonly (readonly [string, () => Promise<Uint8Array>, RegExp])[] = [
    [
      'a page that was turned',
      () =>
        withChange(once, ({ context, pages: [page] }, touch) => {
          if (page === undefined) throw new Error('no page');
          page.dictionary.set(PDFName.of('Rotate'), context.obj(180));
          touch(page.reference);
        }),
      /CHANGED_AFTER_SIGNING: .*revision 3, page 1/,
    ],
    [
      'a foreign annotation',
      () =>
        withChange(once, ({ context, pages: [page] }, touch) => {
          const note = context.obj({ Type: 'Annot', Subtype: 'FreeText', Rect: [9, 9, 99, 99] });
          const annotations = page?.dictionary.lookup(PDFName.of('Annots'));
          if (page === undefined || !(annotations instanceof PDFArray)) throw new Error('no annotations');
          annotations.push(context.register(note));
          touch(page.reference);
          const at = page.dictionary.get(PDFName.of('Annots'));
          if (at instanceof PDFRef) touch(at);
        }),
      /CHANGED_AFTER_SIGNING/,
    ],
    [
      'an object hidden in a stream',
      () =>
        withChange(once, ({ context }, touch) => {
          touch(context.register(context.stream('4 0 obj\n<< >>\nendobj')));
        }),
      /CHANGED_AFTER_SIGNING: .*revision 3, bytes/,
    ],
    ['a changed byte', async () => replaced(once, '/Producer', '/Produced'), /INTEGRITY_BROKEN/],
  ];

  it.each(broken)('is not sealed, copied or attached: %s', async (_, made, reason) => {
    const file = await made();
    const refusal = { code: 'SIGN_EARLIER_SIGNATURE_BROKEN', message: expect.stringMatching(reason) };
    await expect(sign(file, agency, agencySeal())).rejects.toMatchObject(refusal);
    await expect(sign(file, agency, copy)).rejects.toMatchObject(refusal);
    await expect(sign(file, person, personal())).rejects.toThrow('"CongvuSignature1"');
  });

  it('is sealed with a warning where a revision was added that shows nothing', async () => {
    const odd = await withChange(once, ({ context }, touch) =>
      touch(context.register(context.obj({ A: 1 }))),
    );
    const sealed = { signer: agency, appearance: agencySeal(), regulation: 'hai-phong-2025', clock };
    const { warnings } = await signPdfWithWarnings({ pdf: odd, ...sealed });
    expect(warnings).toMatchObject([
      { code: 'EARLIER_REVISION_IDLE', message: expect.stringContaining('revision 3') },
    ]);
    expect((await signPdfWithWarnings({ pdf: once, ...sealed })).warnings).toEqual([]);
  });

  it('is sealed with a warning where the earlier signature is BER', async () => {
    const ber = Buffer.from(once);
    const [, start, digits = ''] = /(\/Contents\s*<)(30820[0-9a-f]+)>/i.exec(ber.toString('latin1')) ?? [];
    const end = 8 + 2 * Number.parseInt(digits.slice(4, 8), 16);
    const indefinite = `3080${digits.slice(8, end)}0000`.padEnd(digits.length, '0');
    ber.write(indefinite, ber.indexOf(`${start}${digits}`) + String(start).length, 'latin1');
    const sealed = { signer: agency, appearance: agencySeal(), regulation: 'hai-phong-2025', clock };
    const { warnings } = await signPdfWithWarnings({ pdf: ber, ...sealed });
    expect(warnings).toMatchObject([
      { code: 'EARLIER_SIGNATURE_NOT_DER', message: expect.stringContaining('CongvuSignature1') },
    ]);
  });

  it('is sealed under no regulation, which asks for nothing', async () => {
    const file = (await broken[0]?.[1]()) ?? letter;
    await expect(sign(file, agency, agencySeal(), { regulation: 'none' })).resolves.toBeDefined();
  });
});

/** The text inside the last signature's widget on page 1, as poppler reads it. */
async function textShown(signed: Uint8Array): Promise<readonly string[]> {
  const block = (await widgets(signed)).at(-1);
  const height = (await openForWriting(signed)).pages[0]?.frame.height;
  if (block === undefined || height === undefined) throw new Error('not found');
  const folder = mkdtempSync(join(tmpdir(), 'congvu-text-'));
  const path = join(folder, 'signed.pdf');
  writeFileSync(path, signed);
  const place = {
    x: block.left,
    y: height - block.top,
    W: block.right - block.left,
    H: block.top - block.bottom,
  };
  const crop = Object.entries(place).flatMap(([key, value]) => [`-${key}`, String(Math.round(value))]);
  const said = execFileSync(foreign('pdftotext').path, ['-l', '1', '-layout', ...crop, path, '-'], {
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true });
  return said
    .split(/[\n\f]/)
    .map((line) => line.trim().normalize('NFC'))
    .filter((line) => line !== '');
}
