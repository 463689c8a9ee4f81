/** Every text that verification knows can be signed under, and what is signed so is in order there. */
import { beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../foundation/clock.ts';
import { regulationIds, trustStore, verifyPdf } from '../../verification/index.ts';
import type { Appearance } from '../appearance/appearance.ts';
import { signPdf } from '../sign-pdf.ts';
import { fixture, type TestPki, testPki } from '../test-material.ts';
import type { TokenSigner } from '../token/token-signer.ts';
import { regimeOf, regimes } from './index.ts';

const clock = fixedClock('2026-11-22T02:30:15Z');
const letter = fixture('documents', 'cong-van-classic.pdf');
const anchor = { title: 'GIÁM ĐỐC', name: 'Nguyễn Văn An' };
const personal: Appearance = { kind: 'personal', image: fixture('images', 'chu-ky-xanh.png'), anchor };
const sizeMm = { width: 36, height: 36 };
const seal: Appearance = { kind: 'agency', image: fixture('images', 'dau-do.png'), sizeMm };

let pki: TestPki;
let person: TokenSigner;
let agency: TokenSigner;
beforeAll(async () => {
  pki = await testPki();
  const organisation = 'Sở Kỹ thuật số';
  person = await pki.signer({ name: 'Nguyễn Văn An', uid: 'CCCD:001099000001', organisation });
  agency = await pki.signer({ name: organisation, uid: 'MST:0200000001' });
});

const sign = (pdf: Uint8Array, signer: TokenSigner, appearance: Appearance, regulation: string) =>
  signPdf({ pdf, signer, appearance, regulation, clock });

function verified(pdf: Uint8Array, regulation: (typeof regulationIds)[number]) {
  return verifyPdf(pdf, { trust: trustStore({ certificates: [pki.rootDer] }), at: clock.now(), regulation });
}

describe('the regimes', () => {
  it('have the ids of verification, and the decree', () => {
    expect(regimes.map(({ id }) => id).sort()).toEqual([...regulationIds].sort());
    expect(regimeOf('decree-30-2020')).toBe(regimeOf('nd30-2020'));
  });

  it('name all of them when none is meant', () => {
    const message = expect.stringContaining('son-la-2021, dak-nong-2022');
    expect(() => regimeOf('hue-2020')).toThrow(
      expect.objectContaining({ code: 'SIGN_REGULATION_UNKNOWN', message }),
    );
  });

  it.each(regulationIds)('of %s make what verification finds nothing against', async (regulation) => {
    const file = await sign(await sign(letter, person, personal, regulation), agency, seal, regulation);
    const report = verified(file, regulation);
    // The lists are not at hand; of the file itself nothing is wrong.
    expect(report.reason).toBe('REVOCATION_UNKNOWN');
    expect(report.articles.filter(({ state }) => state === 'violated')).toEqual([]);
    expect(report.findings.map(({ code }) => code)).not.toContain('SEAL_MISPLACED');
    expect(report.findings.map(({ code }) => code)).not.toContain('SEAL_NOT_IN_ROW');
  });

  it.each(['dak-nong-2022', 'hai-duong-2019-signature', 'son-la-2021', 'nd30-2020'])(
    'of %s have the person sign first, with the own certificate, in blue',
    async (regulation) => {
      await expect(sign(letter, agency, seal, regulation)).rejects.toMatchObject({
        code: 'SIGN_PERSONAL_SIGNATURE_MISSING',
      });
      await expect(sign(letter, agency, personal, regulation)).rejects.toMatchObject({
        code: 'SIGN_CERTIFICATE_KIND',
      });
      const black = { ...personal, image: fixture('images', 'chu-ky-den.png') };
      await expect(sign(letter, person, black, regulation)).rejects.toMatchObject({
        code: 'SIGN_IMAGE_NOT_BLUE',
      });
    },
  );

  it('of the one-stop shop asks for nobody else', async () => {
    const file = await sign(letter, agency, seal, 'hai-duong-2019-onestop');
    expect(verified(file, 'hai-duong-2019-onestop').reason).toBe('REVOCATION_UNKNOWN');
  });
});
