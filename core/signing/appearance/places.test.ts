/** Signatures in empty fields and at given places, several parties on one page, and what forbids signing. */
import { PDFArray, PDFDict, PDFHexString, PDFName, PDFNumber } from 'pdf-lib';
import { beforeAll, describe, expect, it } from 'vitest';
import { pageWith } from '../../pdf/text/test-material.ts';
import { openForWriting, type WritableDocument, widgetRectangle } from '../../pdf/writing/index.ts';
import { handMade, plainObjects, withChange } from '../../pdf/writing/test-material.ts';
import { collectFacts } from '../../verification/index.ts';
import { withEmptyField, withFieldEntries } from '../test-documents.ts';
import type { TestPki } from '../test-material.ts';
import {
  hand as image,
  inRow,
  letter,
  people,
  stamp as seal,
  signingUnder,
  sizeMm,
  verifiedBy,
} from '../test-signing.ts';
import type { TokenSigner } from '../token/token-signer.ts';
import type { Appearance } from './appearance.ts';

let pki: TestPki;
let person: TokenSigner;
let agency: TokenSigner;

beforeAll(async () => {
  ({ pki, person, agency } = await people());
});

const sign = signingUnder('none');
const verdict = (pdf: Uint8Array) => verifiedBy(pki, pdf).reason;

function shown(document: WritableDocument) {
  return document.fields.map(({ name, dictionary, signature }) => {
    const [page] = document.pages;
    const kid = dictionary.lookup(PDFName.of('Kids'));
    const widget = kid instanceof PDFArray ? kid.lookup(0, PDFDict) : dictionary;
    const rectangle = page && widgetRectangle(document.context, page, widget);
    return { name, signed: signature !== undefined, rectangle };
  });
}

describe.each([false, true])('an empty field (widget apart: %s)', (apart) => {
  it('is signed in its place, and the signature before it holds', async () => {
    const input = await withEmptyField(letter, [300, 100, 440, 160], apart);
    const first = await sign(input, agency, {
      kind: 'agency',
      image: seal,
      sizeMm,
      at: { page: 1, rect: { left: 60, bottom: 60, right: 200, top: 200 } },
    });
    const second = await sign(first, person, { kind: 'personal', image, anchor: { field: 'Ô ký' } });
    const document = await openForWriting(second);
    expect(shown(document)).toMatchObject([
      { name: 'Ô ký', signed: true, rectangle: { left: 300, bottom: 100, right: 440, top: 160 } },
      { signed: true },
    ]);
    expect(collectFacts(second).emptyFields).toEqual([]);
    expect(verdict(second)).toBe('REVOCATION_UNKNOWN');
  });

  it('takes text, and a seal if it is large enough', async () => {
    const input = await withEmptyField(letter, [300, 100, 520, 160], apart);
    const copy: Appearance = {
      kind: 'copy',
      copyForm: 'Sao y',
      agencyName: 'Sở Kỹ thuật số',
      at: { field: 'Ô ký' },
    };
    expect(verdict(await sign(input, agency, copy))).toBe('REVOCATION_UNKNOWN');
    const large: Appearance = { kind: 'agency', image: seal, sizeMm, at: { field: 'Ô ký' } };
    await expect(sign(input, agency, large)).rejects.toMatchObject({ code: 'SIGN_PLACE_TOO_SMALL' });
  });
});

describe('refuses', () => {
  it.each([
    [{ width: 120.2, height: 48 }, { width: 120.2, height: 48.08 }, '120.2 by 48 mm; 120.2 by 48.1 mm'],
    [{ width: 36, height: 35.9 }, { width: 36, height: 36 }, '36 by 35.9 mm; 36 by 36 mm'],
    [{ width: 36, height: 35.99 }, { width: 36, height: 36 }, '36 by 35.99 mm; 36 by 36 mm'],
  ])('a place of %j mm for %j mm, with figures that differ', async (room, size, words) => {
    const points = 72 / 25.4;
    const rect = { left: 20, bottom: 150, right: 20 + room.width * points, top: 150 + room.height * points };
    const wide: Appearance = { kind: 'agency', image: seal, sizeMm: size, at: { page: 1, rect } };
    const attempt = sign(letter, agency, wide);
    await expect(attempt).rejects.toMatchObject({ code: 'SIGN_PLACE_TOO_SMALL' });
    await expect(attempt).rejects.toThrow(`has ${words} are needed`);
  });

  const inField: Appearance = {
    kind: 'personal',
    image,
    anchor: { field: 'Ô ký' },
  };

  it('a field that is not there, or is signed', async () => {
    await expect(sign(letter, person, inField)).rejects.toMatchObject({ code: 'SIGN_FIELD_MISSING' });
    const signed = await sign(await withEmptyField(letter, [300, 100, 440, 160]), person, inField);
    await expect(sign(signed, person, inField)).rejects.toMatchObject({ code: 'SIGN_FIELD_MISSING' });
  });

  it('a field without area', async () => {
    const input = await withEmptyField(letter, [0, 0, 0, 0]);
    await expect(sign(input, person, inField)).rejects.toMatchObject({ code: 'PDF_FIELD_UNPLACED' });
  });

  it('an XFA form', async () => {
    const form = '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [] /XFA (x) >> >>';
    const pdf = handMade([form, ...plainObjects.slice(1)]);
    await expect(sign(pdf, person, { kind: 'invisible' })).rejects.toMatchObject({ code: 'PDF_XFA_FORM' });
  });

  it.each([
    [{ Action: 'All' }, true],
    [{ Action: 'Exclude', Fields: [PDFHexString.fromText('CongvuSignature2')] }, false],
    [{ Action: 'Include', Fields: [PDFHexString.fromText('CongvuSignature2')] }, true],
    [{ Action: 'Include', Fields: [PDFHexString.fromText('Khác')] }, false],
  ])('what an earlier signature locks: %o', async (lock, refused) => {
    const input = await withEmptyField(letter, [300, 100, 440, 160]);
    const locking = await withFieldEntries(input, { Lock: { Type: 'SigFieldLock', ...lock } });
    const first = await sign(locking, person, inField);
    const second = sign(first, agency, { kind: 'invisible' }, { fieldName: 'CongvuSignature2' });
    if (refused) await expect(second).rejects.toMatchObject({ code: 'PDF_FIELD_LOCKED' });
    else expect(verdict(await second)).toBe('REVOCATION_UNKNOWN');
  });
});

describe('several parties', () => {
  it('each seal goes with the person of its own agency, whoever seals first', async () => {
    const [an, bich] = await Promise.all([
      pki.signer({ name: 'An', uid: 'CCCD:001099000001', organisation: 'Sở Kỹ thuật số' }),
      pki.signer({ name: 'Bích', uid: 'CCCD:001099000002', organisation: 'Sở Tài chính' }),
    ]);
    const finance = await pki.signer({ name: 'Sở Tài chính', uid: 'MST:0200000002' });
    const stamp: Appearance = { kind: 'agency', image: seal, sizeMm };
    let pdf = await sign(letter, an, inRow(120));
    pdf = await sign(pdf, bich, inRow(380));
    pdf = await sign(pdf, finance, stamp);
    pdf = await sign(pdf, agency, stamp);
    const [, , second, first] = shown(await openForWriting(pdf)).map(({ rectangle }) => rectangle);
    expect(second?.right).toBeGreaterThan(380);
    expect(first?.right).toBeLessThan(300);
    expect(verdict(pdf)).toBe('REVOCATION_UNKNOWN');
  });
});

describe('a page whose unit is larger than a point', () => {
  it.each([0.5, 2, 3])('has places in points as displayed: UserUnit %d', async (unit) => {
    const input = await withChange(letter, ({ pages }, touch) => {
      const page = pages[0];
      page?.dictionary.set(PDFName.of('UserUnit'), PDFNumber.of(unit));
      if (page !== undefined) touch(page.reference);
    });
    const rect = { left: 60, bottom: 90, right: 180, top: 240 };
    const place = { page: 1, rect };
    const sealed = await openForWriting(
      await sign(input, agency, { kind: 'agency', image: seal, sizeMm, at: place }),
    );
    const [one] = shown(sealed);
    const side = (36 * 72) / 25.4;
    const [x, y] = [(rect.left + rect.right) / 2, (rect.bottom + rect.top) / 2];
    const { left = 0, right = 0, bottom = 0, top = 0 } = one?.rectangle ?? {};
    expect(right - left).toBeCloseTo(side / unit, 2);
    expect(((left + right) / 2) * unit).toBeCloseTo(x, 2);
    expect(((bottom + top) / 2) * unit).toBeCloseTo(y, 2);
  });
});

describe('title and name on a page whose text stands sideways', () => {
  const turned = (degrees: number) =>
    withChange(letter, ({ pages }, touch) => {
      for (const page of pages) {
        page.dictionary.set(PDFName.of('Rotate'), PDFNumber.of(degrees));
        touch(page.reference);
      }
    });
  const between = (title: string): Appearance => ({
    kind: 'personal',
    image,
    anchor: { title, name: 'Nguyễn Văn An' },
  });

  it.each([90, 180, 270])('are not found, and the turn is named: %d', async (degrees) => {
    const wrong = sign(await turned(degrees), person, between('GIÁM ĐỐC'));
    await expect(wrong).rejects.toMatchObject({
      code: 'SIGN_ANCHOR_NOT_FOUND',
      hint: expect.stringContaining(`turned by ${degrees} degrees`),
    });
  });

  it.each([0, 180])('which is not said where they are not on the page: %d', async (degrees) => {
    await expect(sign(await turned(degrees), person, between('TRƯỞNG PHÒNG'))).rejects.toMatchObject({
      code: 'SIGN_ANCHOR_NOT_FOUND',
      hint: expect.not.stringContaining('turned'),
    });
  });

  it.each([90, 270])(
    'are not taken for a place where one begins higher than the other: %d',
    async (degrees) => {
      // Displayed, the title stands left of the name and higher, as if there were room between them.
      const [one, other] = degrees === 90 ? [60, 300] : [500, 300];
      const line = (hex: (text: string) => string, text: string, x: number, y: number) =>
        `BT /F1 13 Tf ${x} ${y} Td ${hex(text)} Tj ET`;
      const pdf = await pageWith(
        (hex) => `${line(hex, 'GIÁM ĐỐC', one, 400)} ${line(hex, 'Nguyễn Văn An', other, 380)}`,
        ({ document }) => document.getPage(0).setRotation({ type: 'degrees', angle: degrees } as never),
      );
      await expect(sign(pdf, person, between('GIÁM ĐỐC'))).rejects.toMatchObject({
        code: 'SIGN_ANCHOR_NOT_FOUND',
        hint: expect.stringContaining(`sideways, since the page is turned by ${degrees} degrees`),
      });
    },
  );
});
