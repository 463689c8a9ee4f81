/** Where images stand on pages that are turned or cut: judged as their reader sees them. */
import { degrees, PDFDocument } from 'pdf-lib';
import { beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../foundation/clock.ts';
import { type Appearance, signPdf, type TokenSigner } from '../../signing/index.ts';
import { fixture, testPki } from '../../signing/test-material.ts';
import { collectFacts } from '../facts/collect.ts';
import { displayed } from '../facts/images/displayed.ts';
import { trustStore } from '../path/trust.ts';
import type { DocumentRole } from '../policy/policy.ts';
import { agency as handMadeAgency, personSigns, policy } from '../testing/hand-made.ts';
import { basePdf } from '../testing/pdf.ts';
import { verifyPdf } from '../verify.ts';
import { signedBy } from './texts/documents.ts';

const clock = fixedClock('2026-11-22T02:30:15Z');
const letter = fixture('documents', 'cong-van-classic.pdf');
const seal = fixture('images', 'dau-do.png');
let person: TokenSigner;
let agency: TokenSigner;
let root: Uint8Array;

beforeAll(async () => {
  const pki = await testPki();
  person = await pki.signer({ name: 'Nguyễn Văn An', uid: 'CCCD:001099000001' });
  agency = await pki.signer({ name: 'Sở Kỹ thuật số', uid: 'MST:0200000001' });
  root = Buffer.from(pki.rootPem.replace(/-----[^-]+-----/g, ''), 'base64');
});

const turns = [90, 180, 270, 450, -90] as const;

/** Turned by another program's hand, its crop box away from the corner of its media box. */
async function turned(rotation: number): Promise<Uint8Array> {
  const document = await PDFDocument.load(letter);
  const [page] = document.getPages();
  page?.setRotation(degrees(rotation));
  page?.setCropBox(30, 40, 500, 700);
  return document.save({ useObjectStreams: false });
}

const sign = (pdf: Uint8Array, signer: TokenSigner, appearance: Appearance) =>
  signPdf({ pdf, signer, appearance, regulation: 'none', clock });

function warnings(pdf: Uint8Array, as: DocumentRole) {
  const trust = trustStore({ certificates: [root] });
  const { findings } = verifyPdf(pdf, { trust, at: clock.now(), regulation: 'hai-phong-2025', as });
  return findings.flatMap(({ code, severity }) => (severity === 'warning' ? [code] : []));
}

describe.each(turns)('a page turned by %d degrees', (rotation) => {
  it('has the text of a copy where our signer puts it, at the top right as displayed', async () => {
    const copy = { kind: 'copy', copyForm: 'Sao y', agencyName: 'Sở Kỹ thuật số' } as const;
    const pdf = await turned(rotation);
    expect(warnings(await sign(pdf, agency, copy), 'copy')).toEqual([]);
    const at = { page: 1, rect: { left: 20, bottom: 20, right: 260, top: 120 } };
    expect(warnings(await sign(pdf, agency, { ...copy, at }), 'copy')).toEqual(['COPY_SIGNATURE_MISPLACED']);
  });

  it('has a seal over the left third as displayed', async () => {
    const image = fixture('images', 'chu-ky-xanh.png');
    const anchor = { page: 1, rect: { left: 240, bottom: 100, right: 360, top: 160 } };
    const first = await sign(await turned(rotation), person, { kind: 'personal', image, anchor });
    const sizeMm = { width: 36, height: 36 };
    const right = await sign(first, agency, { kind: 'agency', image: seal, sizeMm });
    expect(warnings(right, 'original')).toEqual([]);
    const at = { page: 1, rect: { left: 330, bottom: 79, right: 432.05, top: 181.05 } };
    const wrong = await sign(first, agency, { kind: 'agency', image: seal, sizeMm, at });
    expect(warnings(wrong, 'original')).toContain('SEAL_MISPLACED');
  });
});

describe('the top right of a page that is not turned', () => {
  const signed = (more: string) => {
    const page = '/Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>/Annots[5 0 R]';
    const objects = { 3: `<<${page.replace('/Type/Page', `/Type/Page${more}`)}>>` };
    return personSigns(basePdf(), {
      ...signedBy(handMadeAgency, 'Agency'),
      rect: '380 780 580 820',
      objects,
    });
  };
  const misplaced = (more: string) =>
    verifyPdf(signed(more), policy({ as: 'copy' })).findings.some(
      ({ code }) => code === 'COPY_SIGNATURE_MISPLACED',
    );

  it.each([
    ['', false],
    ['/Rotate 0', false],
    ['/Rotate 360', false],
    ['/Rotate 45', false],
    ['/Rotate 90', true],
    ['/Rotate 180', true],
    ['/Rotate 270', true],
    ['/CropBox[300 0 2000 2000]/Rotate 180', true],
    ['/CropBox[0 800 595 842]', true],
    ['/CropBox[0 0 2000 2000]', false],
    ['/CropBox[0 0 590 4000]', false],
  ])('%s is another one as displayed: %s', (more, is) => {
    expect(misplaced(more)).toBe(is);
  });
});

it('is the place that the signer was told', async () => {
  for (const rotation of turns) {
    const rect = { left: 20, bottom: 30, right: 260, top: 120 };
    const at = { page: 1, rect };
    const copy = { kind: 'copy', copyForm: 'Sao y', agencyName: 'Sở Kỹ thuật số', at } as const;
    const pdf = await sign(await turned(rotation), agency, copy);
    const [widget] = collectFacts(pdf).signatures[0]?.widgets ?? [];
    expect(widget && displayed(widget).rect?.map(Math.round)).toEqual([20, 30, 260, 120]);
  }
});
