/** For tests: the moment, letter, people and appearances that most of them take, and signatures made of these. */
import { PDFName } from 'pdf-lib';
import { fixedClock } from '../../foundation/clock.ts';
import { openForWriting, widgetRectangle } from '../pdf/writing/index.ts';
import { trustStore, verifyPdf } from '../verification/index.ts';
import type { Appearance } from './appearance/appearance.ts';
import { type SignOptions, signPdf } from './sign-pdf.ts';
import { fixture, type TestPki, testPki } from './test-material.ts';
import type { TokenSigner } from './token/token-signer.ts';

export const clock = fixedClock('2026-11-22T02:30:15Z');
/** Signed by the director, with `anchor` around the place of the signature. */
export const letter = fixture('documents', 'cong-van-classic.pdf');
export const anchor = { title: 'GIÁM ĐỐC', name: 'Nguyễn Văn An' };
export const hand = fixture('images', 'chu-ky-xanh.png');
export const stamp = fixture('images', 'dau-do.png');
export const sizeMm = { width: 36, height: 36 };

export const personal = (more: object = {}): Appearance => ({
  kind: 'personal',
  image: hand,
  anchor,
  ...more,
});
export const seal = (more: object = {}): Appearance => ({ kind: 'agency', image: stamp, sizeMm, ...more });
export const copyOf = (copyForm: string, agencyName = 'Sở Kỹ thuật số'): Appearance => ({
  kind: 'copy',
  copyForm,
  agencyName,
});
/** A signature of a person beside others in one row at the foot of page 1. */
export const inRow = (left: number): Appearance =>
  personal({ anchor: { page: 1, rect: { left, bottom: 200, right: left + 120, top: 260 } } });

export const personIn = (pki: TestPki) => pki.signer({ name: anchor.name, uid: 'CCCD:001099000001' });
export const agencyIn = (pki: TestPki) => pki.signer({ name: 'Sở Kỹ thuật số', uid: 'MST:0200000001' });

/** A person and an agency of a new PKI. */
export async function people() {
  const pki = await testPki();
  return { pki, person: await personIn(pki), agency: await agencyIn(pki) };
}

export function signingUnder(regulation: string) {
  return (pdf: Uint8Array, signer: TokenSigner, appearance: Appearance, more: Partial<SignOptions> = {}) =>
    signPdf({ pdf, signer, appearance, regulation, clock, ...more });
}

/** What `congvu verify` says at that moment to whoever trusts the root of `pki`. */
export function verifiedBy(
  { rootDer }: TestPki,
  pdf: Uint8Array,
  policy: Partial<Parameters<typeof verifyPdf>[1]> = {},
) {
  const trust = trustStore({ certificates: [rootDer] });
  return verifyPdf(pdf, { trust, at: clock.now(), regulation: 'none', ...policy });
}

/** Where the signatures stand. */
export async function widgets(pdf: Uint8Array) {
  const document = await openForWriting(pdf);
  return document.fields.map(({ dictionary }) => {
    const page = document.pages.find(({ reference }) => reference === dictionary.get(PDFName.of('P')));
    const rectangle = page && widgetRectangle(document.context, page, dictionary);
    if (page === undefined || rectangle === undefined) throw new Error('no visible widget');
    return { ...rectangle, page: page.number };
  });
}
