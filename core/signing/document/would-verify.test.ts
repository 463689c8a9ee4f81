/** What our own verification would not accept is not signed, whatever the regime: images that hide, repeated names, late changes. */
import { PDFHexString, PDFName } from 'pdf-lib';
import { beforeAll, describe, expect, it } from 'vitest';
import { withChange } from '../../pdf/writing/test-material.ts';
import { certifiedForm, filledText } from '../../verification/testing/filling.ts';
import { append } from '../../verification/testing/pdf.ts';
import type { Appearance } from '../appearance/appearance.ts';
import { signPdfWithWarnings } from '../sign-pdf.ts';
import type { TestPki } from '../test-material.ts';
import { clock, letter, people, personal, seal, verifiedBy } from '../test-signing.ts';
import type { TokenSigner } from '../token/token-signer.ts';

let pki: TestPki;
let person: TokenSigner;
let other: TokenSigner;
let agency: TokenSigner;

beforeAll(async () => {
  ({ pki, person, agency } = await people());
  other = await pki.signer({ name: 'Trần Thị Bích', uid: 'CCCD:001099000002' });
});

const at = (left: number, bottom: number, width = 120, height = 60) =>
  ({ page: 1, rect: { left, bottom, right: left + width, top: bottom + height } }) as const;
const hand = (place = at(100, 300)) => personal({ anchor: place });
const signed = (pdf: Uint8Array, signer: TokenSigner, appearance: Appearance) =>
  signPdfWithWarnings({ pdf, signer, appearance, regulation: 'none', clock });

const report = (pdf: Uint8Array) => verifiedBy(pki, pdf);
const errors = (pdf: Uint8Array) =>
  report(pdf).findings.flatMap(({ code, severity }) => (severity === 'error' ? [code] : []));

describe('under no regulation', () => {
  it('a second image exactly over the first, or largely over it, is refused', async () => {
    const { pdf } = await signed(letter, person, hand());
    for (const place of [at(100, 300), at(120, 305), at(90, 280, 200, 100)]) {
      await expect(signed(pdf, other, hand(place))).rejects.toMatchObject({
        code: 'SIGN_IMAGE_HIDES',
        message: expect.stringContaining('of the image of Nguyễn Văn An on page 1'),
      });
    }
  });

  it('a second seal where the first one stands is refused', async () => {
    const { pdf } = await signed(letter, agency, seal());
    await expect(signed(pdf, agency, seal())).rejects.toMatchObject({ code: 'SIGN_SIGNER_ALREADY_SIGNED' });
    await expect(signed(pdf, agency, { kind: 'invisible' })).resolves.toBeDefined();
  });

  it('a small overlap is a warning of both, one beside it of neither', async () => {
    const { pdf } = await signed(letter, person, hand());
    const touching = await signed(pdf, other, hand(at(190, 300)));
    expect(touching.warnings).toMatchObject([{ code: 'IMAGE_OVER_IMAGE' }]);
    expect(report(touching.pdf).findings.map(({ code }) => code)).toContain('SIGNATURE_OVERLAP');
    const beside = await signed(pdf, other, hand(at(300, 300)));
    expect(beside.warnings).toEqual([]);
    expect(report(beside.pdf).findings.map(({ code }) => code)).not.toContain('SIGNATURE_OVERLAP');
  });

  it('a seal over the left third is as it should be', async () => {
    const { pdf } = await signed(letter, person, hand());
    expect((await signed(pdf, agency, seal())).warnings).toEqual([]);
  });

  it('an image that would hide the page is refused, unless it is the first', async () => {
    const large = hand(at(20, 20, 550, 700));
    const first = await signed(letter, person, large);
    expect(errors(first.pdf)).not.toContain('SIGNATURE_COVERS_CONTENT');
    const { pdf } = await signed(letter, agency, { kind: 'invisible' });
    await expect(signed(pdf, person, large)).rejects.toMatchObject({
      code: 'SIGN_IMAGE_HIDES',
      message: expect.stringContaining('larger than a signature or a seal'),
    });
  });

  it.each([90, 180, 270])('and on a page that is turned by %i as well', async (turn) => {
    const turned = await withChange(letter, ({ context, pages }, touch) => {
      const [page] = pages;
      if (page === undefined) throw new Error('no page');
      page.dictionary.set(PDFName.of('Rotate'), context.obj(turn));
      touch(page.reference);
    });
    const { pdf } = await signed(turned, person, hand());
    await expect(signed(pdf, other, hand())).rejects.toMatchObject({ code: 'SIGN_IMAGE_HIDES' });
    const beside = await signed(pdf, other, hand(at(300, 300)));
    expect(errors(beside.pdf)).not.toContain('SIGNATURE_OVERLAP');
  });

  it('what was not acceptable before may be signed: the regime asks for nothing', async () => {
    const { pdf } = await signed(letter, person, hand());
    const changed = await withChange(pdf, ({ context, pages }, touch) => {
      const [page] = pages;
      if (page === undefined) throw new Error('no page');
      page.dictionary.set(PDFName.of('Rotate'), context.obj(90));
      touch(page.reference);
    });
    await expect(signed(changed, other, hand(at(300, 300)))).resolves.toBeDefined();
  });
});

describe('a certificate that was not issued for signing documents', () => {
  it('is refused, except under no regulation', async () => {
    const subject = { name: 'Lê Văn Cường', uid: 'CCCD:001099000003' };
    const sealed = await pki.signer({ ...subject, keyUsage: 'encipherment' });
    const options = { pdf: letter, signer: sealed, appearance: hand(), clock };
    await expect(signPdfWithWarnings({ ...options, regulation: 'hai-phong-2025' })).rejects.toMatchObject({
      code: 'SIGN_CERTIFICATE_UNSUITABLE',
      message: expect.stringContaining('keyEncipherment'),
    });
    await expect(signPdfWithWarnings({ ...options, regulation: 'none' })).resolves.toBeDefined();
  });
});

describe('what a signature would not fix', () => {
  const scripted = () =>
    withChange(letter, ({ context, catalog, root }, touch) => {
      catalog.set(PDFName.of('OpenAction'), context.obj({ S: 'JavaScript', JS: PDFHexString.fromText('1') }));
      touch(root);
    });
  const elsewhere = (pdf: Uint8Array) =>
    withChange(pdf, ({ context, pages }, touch) => {
      const [page] = pages;
      if (page === undefined) throw new Error('no page');
      const content = context.register(context.stream('', { F: PDFHexString.fromText('a') }));
      page.dictionary.set(PDFName.of('Contents'), content);
      touch(page.reference);
      touch(content);
    });

  it('a script is a warning for each signer', async () => {
    const first = await signed(await scripted(), person, hand());
    const second = await signed(first.pdf, agency, seal());
    for (const { warnings } of [first, second]) {
      expect(warnings).toMatchObject([
        { code: 'CONTENT_NOT_FIXED', message: expect.stringContaining('SCRIPT_INSIDE') },
      ]);
    }
    expect((await signed(letter, person, hand())).warnings).toEqual([]);
  });

  it('what other programs may read differently is a warning for each signer', async () => {
    const long = await withChange(letter, ({ catalog, root }, touch) => {
      catalog.set(PDFName.of('A'.repeat(127)), PDFName.of('B'));
      touch(root);
    });
    const first = await signed(long, person, hand());
    const second = await signed(first.pdf, agency, seal());
    for (const { warnings } of [first, second]) {
      expect(warnings).toMatchObject([
        { code: 'READ_DIFFERENTLY', message: expect.stringContaining('126 bytes') },
      ]);
    }
  });

  it('what would be rewritten in a document is refused in one that is signed', async () => {
    const { pdf } = await signed(letter, person, hand());
    const text = Buffer.from(pdf).toString('latin1');
    const at = text.indexOf('/Size ');
    const odd = Buffer.from(`${text.slice(0, at)}/Size +${text.slice(at + 7)}`, 'latin1');
    await expect(signed(odd, agency, seal())).rejects.toMatchObject({
      code: 'PDF_DAMAGED_AND_SIGNED',
      message: expect.stringContaining('dictionary'),
    });
  });

  it('content outside the file is refused, also where a field waits for the signature', async () => {
    const outside = await elsewhere(letter);
    await expect(signed(outside, person, hand())).rejects.toMatchObject({
      code: 'SIGN_NOT_ACCEPTABLE',
      message: expect.stringContaining('CONTENT_OUTSIDE'),
    });
    const waiting = await withChange(outside, ({ context, catalog, root }, touch) => {
      const field = context.register(context.obj({ FT: 'Sig', T: PDFHexString.fromText('Ky') }));
      catalog.set(PDFName.of('AcroForm'), context.obj({ Fields: [field] }));
      touch(root);
      touch(field);
    });
    await expect(signed(waiting, person, hand())).rejects.toMatchObject({ code: 'SIGN_NOT_ACCEPTABLE' });
  });
});

describe('of a certified form', () => {
  it('values that nobody signed are told to whoever is about to sign them', async () => {
    const form = append(certifiedForm(), filledText());
    const { pdf, warnings } = await signed(form, person, { kind: 'invisible' });
    const told = expect.objectContaining({
      code: 'VALUES_UNSIGNED',
      message: expect.stringContaining('Sum: "" → "128"'),
    });
    expect(warnings).toContainEqual(told);
    const again = await signed(pdf, agency, { kind: 'invisible' });
    expect(again.warnings).toContainEqual(
      expect.objectContaining({
        code: 'VALUES_UNSIGNED',
        message: expect.stringContaining('Sum: "" → "128"; a later signature covers them'),
      }),
    );
  });
});

describe('of a document that nobody has signed', () => {
  it('two signature fields of one name are refused', async () => {
    const twice = await withChange(letter, ({ context, catalog, root }, touch) => {
      const field = () => context.register(context.obj({ FT: 'Sig', T: PDFHexString.fromText('Ky') }));
      catalog.set(PDFName.of('AcroForm'), context.obj({ Fields: [field(), field()] }));
      touch(root);
    });
    await expect(signed(twice, person, hand())).rejects.toMatchObject({
      code: 'SIGN_NOT_ACCEPTABLE',
      message: expect.stringContaining('Ky'),
    });
  });

  it.each([
    ['blanks behind the end', Buffer.concat([letter, Buffer.from('\n\n   ')])],
    ['bytes behind the end', Buffer.concat([letter, Buffer.from('junk\n')])],
    ['bytes before the header', Buffer.concat([Buffer.from('\n'), letter])],
  ])('%s leave nothing to complain of, or are refused', async (_, pdf) => {
    const outcome = await signed(pdf, person, hand()).then(
      (done) =>
        errors(done.pdf).filter((code) => code !== 'CERTIFICATE_UNTRUSTED' && code !== 'REVOCATION_UNKNOWN'),
      (error: { readonly code: string }) => [error.code],
    );
    expect(outcome.every((code) => /^(SIGN|PDF)_/.test(code))).toBe(true);
  });
});
