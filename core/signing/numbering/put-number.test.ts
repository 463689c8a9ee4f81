/** Number and date go in between two signatures; where they would break one, nothing is written. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fontkit from '@pdf-lib/fontkit';
import { degrees, PDFDocument, PDFName, PDFString } from 'pdf-lib';
import { beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../foundation/clock.ts';
import { projectRoot } from '../../../foundation/paths.ts';
import { withChange } from '../../pdf/writing/test-material.ts';
import { collectFacts } from '../../verification/index.ts';
import {
  type FontChanges,
  fontObjects,
  keptBase,
  personKeeps,
} from '../../verification/testing/numbering.ts';
import type { Appearance } from '../appearance/appearance.ts';
import { signPdfWithWarnings } from '../sign-pdf.ts';
import { fixture, type TestPki, testPki, waitingDocument } from '../test-material.ts';
import type { TokenSigner } from '../token/token-signer.ts';
import { type NumberOptions, putNumber } from './put-number.ts';
import { type NumberingWish, numberingFound } from './wanted-fields.ts';

const clock = fixedClock('2025-11-13T02:30:15Z');
const regulation = 'hai-phong-2025';
const waiting = fixture('documents', waitingDocument.file);

let pki: TestPki;
let person: TokenSigner;
let agency: TokenSigner;
beforeAll(async () => {
  pki = await testPki();
  person = await pki.signer({
    name: 'Nguyễn Văn An',
    uid: 'CCCD:001099000001',
    organisation: 'Sở Kỹ thuật số',
  });
  agency = await pki.signer({ name: 'Sở Kỹ thuật số', uid: 'MST:0200000001' });
});

const image = fixture('images', 'chu-ky-xanh.png');
const anchored: Appearance = { kind: 'personal', image, anchor: waitingDocument.signer };

const inCorner: Appearance = {
  kind: 'personal',
  image,
  anchor: { page: 1, rect: { left: 20, bottom: 20, right: 160, top: 90 } },
};

/** A page with one line in its letterhead. */
async function form(line: string): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.registerFontkit(fontkit);
  const font = await document.embedFont(
    readFileSync(join(projectRoot, 'core/signing/appearance/fonts', 'LiberationSerif-Regular.ttf')),
  );
  document.addPage([595, 842]).drawText(line, { x: 90, y: 700, size: 13, font });
  return document.save();
}

async function personSigns(
  pdf: Uint8Array = waiting,
  numbering: NumberingWish | undefined = numberingFound,
  appearance = anchored,
) {
  return signPdfWithWarnings({
    pdf,
    signer: person,
    appearance,
    regulation,
    clock,
    ...(numbering === undefined ? {} : { numbering }),
  });
}

async function agencySigns(pdf: Uint8Array) {
  const seal = fixture('images', 'dau-do.png');
  const appearance: Appearance = { kind: 'agency', image: seal, sizeMm: { width: 36, height: 36 } };
  return signPdfWithWarnings({ pdf, signer: agency, appearance, regulation, clock });
}

const put = (pdf: Uint8Array, more: Partial<NumberOptions> = {}) =>
  putNumber({ pdf, number: '128/SKTS-HCTH', date: '2025-11-12', regulation, clock, ...more });

const refusal = (code: string) => expect.objectContaining({ code });

describe('a number', () => {
  it('is appended to what the person signed, and sealed with it', async () => {
    const { pdf: signed } = await personSigns();
    const { pdf: numbered, numbering } = await put(signed);
    expect(numbering).toEqual({ number: '128/SKTS-HCTH', date: '2025-11-12' });
    expect(Buffer.from(numbered.subarray(0, signed.length)).equals(signed)).toBe(true);
    const { pdf: sealed, warnings } = await agencySigns(numbered);
    expect(warnings).toEqual([]);
    const { changes, signatures } = collectFacts(sealed);
    expect(changes.every(({ vouched }) => vouched)).toBe(true);
    // The seal locks what it covers, for viewers that let forms be filled behind an approval signature.
    expect(signatures.at(-1)?.lock).toEqual({
      action: 'Include',
      fields: ['CongvuNumber', 'CongvuDay', 'CongvuMonth'],
    });
  });

  it.each([
    ['long before the person signed', '2025-11-01', 'NUMBER_DATE_EARLY'],
    ['ahead of today', '2025-12-01', 'NUMBER_DATE_AHEAD'],
  ])('with a date %s is put in with a warning', async (_, date, code) => {
    const { warnings, numbering } = await put((await personSigns()).pdf, { date });
    expect(numbering.date).toBe(date);
    expect(warnings).toEqual([expect.objectContaining({ code, message: expect.stringContaining(date) })]);
  });

  it('is put in with a warning beside one that the page prints, and so is a date', async () => {
    const right = (left: number, bottom: number) => ({ left, bottom, right: left + 170, top: bottom + 18 });
    const draft = fixture('documents', 'cong-van-classic.pdf');
    const { pdf: signed } = await personSigns(draft, {
      number: { page: 1, rect: right(60, 800) },
      date: { page: 1, rect: right(330, 800) },
    });
    const { warnings } = await put(signed);
    expect(warnings.map(({ code }) => code)).toEqual(['NUMBER_TWICE', 'DATE_TWICE']);
  });

  it.each(['2025-11-06', '2025-11-13'])('with the date %s is put in without a word', async (date) => {
    const { warnings } = await put((await personSigns()).pdf, { date });
    expect(warnings).toEqual([]);
  });

  it('grows smaller where it is long, and is refused where it would be unreadable', async () => {
    const { pdf: signed } = await personSigns();
    const { pdf } = await put(signed, { number: '12345' });
    expect(Buffer.from(pdf).toString('latin1')).toMatch(/\/F1 1[12](\.5)? Tf/);
    await expect(put(signed, { number: '123456' })).rejects.toThrow(refusal('SIGN_NUMBER_TOO_WIDE'));
  });

  it('is told not to be known where somebody else made the fields, in another font', async () => {
    const form = '/Fields[20 0 R 21 0 R 22 0 R 5 0 R]/SigFlags 3/DR<</Font<</F 25 0 R>>>>';
    const objects = { 1: `<</Type/Catalog/Pages 2 0 R/AcroForm<<${form}>>>>` };
    const kept = (font: FontChanges) => personKeeps(keptBase(fontObjects(font)), { objects });
    const told = async (pdf: Uint8Array) =>
      (await put(pdf, { number: '12', date: '2026-03-10' })).warnings
        .map(({ code }) => code)
        .filter((code) => code.startsWith('NUMBER_FONT'));
    expect(await told(kept({}))).toEqual([]);
    expect(await told(kept({ descriptor: '' }))).toEqual(['NUMBER_FONT_UNKNOWN']);
  });

  it('goes into a file with cross-reference streams as well', async () => {
    const document = await PDFDocument.load(waiting, { updateMetadata: false });
    const { pdf: signed } = await personSigns(await document.save({ useObjectStreams: true }));
    const { pdf } = await put(signed);
    expect(collectFacts(pdf).changes.map(({ kind }) => kind)).toEqual(Array(3).fill('document-number'));
  });

  it.each([0, 90, 180, 270])('stands upright on a page that is turned by %s degrees', async (turn) => {
    const places: NumberingWish = {
      number: { page: 1, rect: { left: 60, bottom: 560, right: 200, top: 580 } },
      date: { page: 1, rect: { left: 220, bottom: 560, right: 400, top: 580 } },
    };
    const blank = await PDFDocument.create();
    blank.addPage([595, 842]).setRotation(degrees(turn));
    const { pdf: signed } = await personSigns(await blank.save(), places, inCorner);
    const { pdf, numbering } = await put(signed);
    expect(numbering).toEqual({ number: '128/SKTS-HCTH', date: '2025-11-12' });
    const { changes } = collectFacts(pdf);
    expect(changes.map(({ filled }) => filled?.value)).toEqual([
      '128/SKTS-HCTH',
      'ngày 12 tháng 11 năm 2025',
    ]);
  });
});

describe('fields for number and date', () => {
  it('are kept only where the form has blanks', async () => {
    const full = await personSigns(fixture('documents', 'cong-van-classic.pdf'));
    await expect(put(full.pdf)).rejects.toThrow(refusal('SIGN_NUMBER_FIELD_MISSING'));
    expect(Buffer.from(full.pdf).includes('CongvuDate')).toBe(false);
  });

  it('are not kept when nobody asks', async () => {
    const { pdf } = await withoutFields();
    expect(Buffer.from(pdf).includes('/FT /Tx')).toBe(false);
    await expect(put(pdf)).rejects.toThrow(refusal('SIGN_NUMBER_FIELD_MISSING'));
  });

  it('are kept by the first signature only', async () => {
    const second = await personSigns(
      (await personSigns(fixture('documents', 'cong-van-classic.pdf'))).pdf,
      numberingFound,
      inCorner,
    );
    expect(Buffer.from(second.pdf).includes('CongvuDate')).toBe(false);
  });

  it('that would be too narrow are not kept, and the signer is told', async () => {
    const { pdf, warnings } = await personSigns(await form('Số: /QĐ-UBND'), numberingFound, inCorner);
    expect(warnings).toEqual([expect.objectContaining({ code: 'NUMBER_NO_ROOM' })]);
    expect(Buffer.from(pdf).includes('/FT /Tx')).toBe(false);
  });

  it.each([
    ['Số: ............/QĐ-UBND', '12/QĐ-UBND', '12/QĐ-UBND'],
    ['Số:', '12/QĐ-UBND', '12/QĐ-UBND'],
  ])('are kept in "%s"', async (line, number, read) => {
    const { pdf } = await personSigns(await form(line), numberingFound, inCorner);
    const { numbering } = await putNumber({ pdf, number, regulation, clock });
    expect(numbering).toEqual({ number: read, date: null });
    await expect(put(pdf)).rejects.toThrow(refusal('SIGN_NUMBER_FIELD_MISSING'));
  });

  it('join a form that the document has, whose own fields stay as they are', async () => {
    const document = await PDFDocument.load(await form('Số:            /QĐ-UBND'));
    const page = document.getPage(0);
    const own = document.getForm().createTextField('Y_kien');
    own.addToPage(page, { x: 90, y: 300, width: 100, height: 20 });
    own.setText('co');
    const { pdf } = await personSigns(await document.save(), numberingFound, inCorner);
    const { pdf: numbered } = await putNumber({ pdf, number: '12', regulation, clock });
    const fields = (await PDFDocument.load(numbered)).getForm().getFields();
    expect(fields.map((field) => field.getName())).toEqual(['Y_kien', 'CongvuNumber', 'CongvuSignature1']);
    expect(collectFacts(numbered).changes.map(({ kind }) => kind)).toEqual(['document-number']);
  });

  it('laid out by somebody else are not signed', async () => {
    const strange = await withChange(waiting, ({ context, catalog, root }, touch) => {
      const field = context.register(context.obj({ FT: 'Tx', T: PDFString.of('CongvuNumber') }));
      catalog.set(PDFName.of('AcroForm'), context.obj({ Fields: [field] }));
      touch(root);
    });
    await expect(personSigns(strange)).rejects.toThrow(refusal('SIGN_NUMBER_FIELD_EXISTS'));
  });

  it.each([
    ['over printed text', { left: 90, bottom: 750, right: 300, top: 775 }, 'SIGN_NUMBER_COVERS_TEXT'],
    ['below the letterhead', { left: 90, bottom: 100, right: 300, top: 120 }, 'SIGN_NUMBER_PLACE'],
    ['outside the page', { left: 590, bottom: 700, right: 700, top: 720 }, 'SIGN_OUTSIDE_PAGE'],
    ['too small', { left: 20, bottom: 800, right: 30, top: 804 }, 'SIGN_PLACE_TOO_SMALL'],
  ])('are not kept %s', async (_, rect, code) => {
    const number = { page: 1, rect };
    await expect(personSigns(waiting, { ...numberingFound, number })).rejects.toThrow(refusal(code));
  });

  it('left empty, are named when the agency signs', async () => {
    const { pdf } = await personSigns();
    expect((await agencySigns(pdf)).warnings).toEqual([expect.objectContaining({ code: 'NUMBER_EMPTY' })]);
  });
});

describe('is refused', () => {
  it.each([
    ['without a date', { date: undefined }, 'SIGN_NUMBER_MISSING'],
    ['without a number', { number: undefined }, 'SIGN_NUMBER_MISSING'],
    ['with another notation', { number: '128/SKTS-CĐS' }, 'SIGN_NUMBER_FORM'],
    ['with another year', { date: '2026-01-05' }, 'SIGN_NUMBER_FORM'],
    ['with letters that the font lacks', { number: '12ぁ' }, 'SIGN_GLYPH_MISSING'],
  ])('%s', async (_, change, code) => {
    const { pdf } = await personSigns();
    const wanted = Object.entries({ number: '128', date: '2025-11-12', ...change }).filter(
      ([, value]) => value !== undefined,
    );
    const options = { pdf, regulation, clock, ...Object.fromEntries(wanted) };
    await expect(putNumber(options)).rejects.toThrow(refusal(code));
  });

  it('a second time', async () => {
    const { pdf } = await put((await personSigns()).pdf);
    await expect(put(pdf)).rejects.toThrow(refusal('SIGN_NUMBER_ALREADY_IN'));
  });

  it('behind the seal', async () => {
    const { pdf } = await agencySigns((await personSigns()).pdf);
    await expect(put(pdf)).rejects.toThrow(refusal('SIGN_NUMBER_AFTER_SEAL'));
  });

  it('on top of a signature that does not hold', async () => {
    const { pdf } = await personSigns();
    const broken = Buffer.from(pdf);
    const size = '/MediaBox[0 0 5';
    broken.write('6', broken.indexOf(size) + size.length - 1);
    await expect(put(broken)).rejects.toThrow(refusal('SIGN_EARLIER_SIGNATURE_BROKEN'));
  });

  it('where another program changed the document after the person', async () => {
    const { pdf } = await personSigns();
    const changed = await withChange(pdf, ({ pages }, touch) => {
      const [page] = pages;
      page?.dictionary.set(PDFName.of('Rotate'), page.dictionary.context.obj(90));
      if (page !== undefined) touch(page.reference);
    });
    await expect(put(changed)).rejects.toThrow(refusal('SIGN_EARLIER_SIGNATURE_BROKEN'));
  });
});

function withoutFields() {
  return signPdfWithWarnings({ pdf: waiting, signer: person, appearance: anchored, regulation, clock });
}
