/** A copying agency with a long name: its text in the top margin of a page that was issued, over as many lines as it takes. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { TestPki } from '../test-material.ts';
import {
  agencyIn,
  copyOf,
  letter,
  people,
  personal,
  seal,
  signingUnder,
  verifiedBy,
  widgets,
} from '../test-signing.ts';
import type { TokenSigner } from '../token/token-signer.ts';

const mm = 72 / 25.4;
/** 116 letters. */
const long =
  'Trung tâm Phục vụ hành chính công và Kiểm soát thủ tục hành chính thuộc Văn phòng Ủy ban nhân dân thành phố Minh Họa';

let pki: TestPki;
let issued: Uint8Array;
let copier: TokenSigner;
const sign = signingUnder('hai-phong-2025');

beforeAll(async () => {
  const all = await people();
  pki = all.pki;
  issued = await sign(await sign(letter, all.person, personal()), all.agency, seal());
  copier = await pki.signer({ name: long, uid: 'MST:0200000009' });
});

const copied = (pdf: Uint8Array) => verifiedBy(pki, pdf, { regulation: 'hai-phong-2025', as: 'copy' });
const named = (pdf: Uint8Array) =>
  copied(pdf)
    .findings.filter(({ severity }) => severity === 'warning')
    .map(({ code }) => code);

describe('a copy by an agency with a long name', () => {
  it('bears it over two lines of about the same length, in the margin, and verification reads it', async () => {
    const copy = await sign(issued, copier, copyOf('Sao y', long));
    const place = (await widgets(copy)).at(-1);
    if (place === undefined) throw new Error('no widget');
    expect(place.page).toBe(1);
    // Half of the page is the most that verification takes for a signature. Four lines, above the head at 20 mm.
    expect(place.right - place.left).toBeLessThan(105 * mm);
    expect(place.bottom).toBeGreaterThan(842 - 22 * mm);
    expect(place.top).toBeLessThanOrEqual(842 - 1.5 * mm);
    expect(named(copy)).toEqual([]);
  });

  it('leaves room for the next copy, beside it or below', async () => {
    const once = await sign(issued, copier, copyOf('Sao y', long));
    const first = (await widgets(once)).at(-1);
    const short = await agencyIn(pki);
    const twice = await sign(once, short, copyOf('Sao lục'));
    const second = (await widgets(twice)).at(-1);
    if (first === undefined || second === undefined) throw new Error('no widget');
    expect(second.right <= first.left || second.top <= first.bottom).toBe(true);
  });

  it('is refused with a way on where nothing is free', async () => {
    const attempt = sign(issued, copier, copyOf('Sao y', `${long} `.repeat(12)));
    await expect(attempt).rejects.toMatchObject({ code: 'SIGN_NO_ROOM' });
    await expect(attempt).rejects.toMatchObject({ hint: expect.stringContaining('--place') });
  });
});

describe('a given place', () => {
  it('has the text over as many lines as its width takes', async () => {
    const at = { page: 1, rect: { left: 60, bottom: 60, right: 60 + 70 * mm, top: 60 + 26 * mm } };
    const copy = await sign(issued, copier, { kind: 'copy', copyForm: 'Sao y', agencyName: long, at });
    expect((await widgets(copy)).at(-1)).toMatchObject({ left: 60, bottom: 60 });
  });
});
