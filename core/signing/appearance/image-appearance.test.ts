import { type PDFDict, PDFName, PDFRawStream } from 'pdf-lib';
import { beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../foundation/clock.ts';
import { openForWriting } from '../../pdf/writing/index.ts';
import { handMade, plainObjects } from '../../pdf/writing/test-material.ts';
import { signPdf } from '../sign-pdf.ts';
import { fixture, testPki } from '../test-material.ts';
import type { TokenSigner } from '../token/token-signer.ts';

let person: TokenSigner;
beforeAll(async () => {
  person = await (await testPki()).signer({ name: 'Nguyễn Văn An', uid: 'CCCD:001099000001' });
});

const metadata = (part: number) => {
  const text = `<rdf:Description xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="${part}"/>`;
  return `<< /Type /Metadata /Subtype /XML /Length ${text.length} >>\nstream\n${text}\nendstream`;
};
const catalogue = '<< /Type /Catalog /Pages 2 0 R /Metadata 4 0 R >>';

async function imagesOf(pdf: Uint8Array): Promise<readonly PDFDict[]> {
  const signed = await signPdf({
    pdf,
    signer: person,
    appearance: {
      kind: 'personal',
      image: fixture('images', 'chu-ky-xanh.png'),
      anchor: { page: 1, rect: { left: 100, bottom: 100, right: 250, top: 200 } },
    },
    regulation: 'hai-phong-2025',
    clock: fixedClock('2026-11-22T02:30:15Z'),
  });
  const { context } = await openForWriting(signed);
  return context
    .enumerateIndirectObjects()
    .flatMap(([, object]) => (object instanceof PDFRawStream ? [object.dict] : []))
    .filter((dictionary) => dictionary.get(PDFName.of('Subtype')) === PDFName.of('Image'));
}

describe('the picture', () => {
  it.each([
    ['no PDF/A', handMade(plainObjects)],
    ['PDF/A-2', handMade([catalogue, ...plainObjects.slice(1), metadata(2)])],
  ])('has a soft mask in %s', async (_, pdf) => {
    const images = await imagesOf(pdf);
    expect(images).toHaveLength(2);
    expect(images.filter((image) => image.get(PDFName.of('SMask')) !== undefined)).toHaveLength(1);
  });

  it('has no transparency in PDF/A-1, only a colour that is left out', async () => {
    const images = await imagesOf(handMade([catalogue, ...plainObjects.slice(1), metadata(1)]));
    expect(images).toHaveLength(1);
    expect(images[0]?.get(PDFName.of('SMask'))).toBeUndefined();
    expect(String(images[0]?.get(PDFName.of('Mask')))).toBe('[ 250 255 250 255 250 255 ]');
  });
});
