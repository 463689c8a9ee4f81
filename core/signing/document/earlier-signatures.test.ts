/** Nobody signs on top of a signature that no longer holds; what is odd without breaking one is told. */
import { PDFArray, PDFName, PDFRef } from 'pdf-lib';
import { beforeAll, describe, expect, it } from 'vitest';
import { replaced, withChange } from '../../pdf/writing/test-material.ts';
import { signPdfWithWarnings } from '../sign-pdf.ts';
import { clock, copyOf, letter, people, personal, seal, signingUnder } from '../test-signing.ts';
import type { TokenSigner } from '../token/token-signer.ts';

const copy = copyOf('SAO Y');

let person: TokenSigner;
let agency: TokenSigner;
let once: Uint8Array;

beforeAll(async () => {
  ({ person, agency } = await people());
  once = await sign(letter, person, personal());
});

const sign = signingUnder('hai-phong-2025');

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
    await expect(sign(file, agency, seal())).rejects.toMatchObject(refusal);
    await expect(sign(file, agency, copy)).rejects.toMatchObject(refusal);
    await expect(sign(file, person, personal())).rejects.toThrow('"CongvuSignature1"');
  });

  it('is sealed with a warning where a revision was added that shows nothing', async () => {
    const odd = await withChange(once, ({ context }, touch) =>
      touch(context.register(context.obj({ A: 1 }))),
    );
    const sealed = { signer: agency, appearance: seal(), regulation: 'hai-phong-2025', clock };
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
    const sealed = { signer: agency, appearance: seal(), regulation: 'hai-phong-2025', clock };
    const { warnings } = await signPdfWithWarnings({ pdf: ber, ...sealed });
    expect(warnings).toMatchObject([
      { code: 'EARLIER_SIGNATURE_NOT_DER', message: expect.stringContaining('CongvuSignature1') },
    ]);
  });

  it('is sealed under no regulation, which asks for nothing', async () => {
    const file = (await broken[0]?.[1]()) ?? letter;
    await expect(sign(file, agency, seal(), { regulation: 'none' })).resolves.toBeDefined();
  });
});
