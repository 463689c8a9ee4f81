/** A document in order and one fault each, for the tests of what the texts ask. */
import { certificate } from '../../testing/authority.ts';
import { cms } from '../../testing/cms.ts';
import { agency, agencySigns, bothSign, person, personSigns, sub } from '../../testing/hand-made.ts';
import { basePdf, stream } from '../../testing/pdf.ts';

export const overLeft = bothSign();
export const inRow = agencySigns(personSigns(), { rect: '205 90 300 160' });
export const onlyPerson = personSigns();
export const signedBy = (signer: typeof person, name: string) => ({
  name,
  sign: (signed: readonly Uint8Array[]) => cms({ signer, issuer: sub, signed }),
});
export const onlyAgency = personSigns(basePdf(), signedBy(agency, 'Agency'));
export const agencyInCorner = personSigns(basePdf(), {
  ...signedBy(agency, 'Agency'),
  rect: '380 780 580 820',
});
const showing = (...lines: readonly string[]) =>
  stream(
    `BT /F1 10 Tf 12 TL 2 38 Td ${lines.map((line) => `(${line}) Tj T*`).join(' ')} ET`,
    '/Type/XObject/Subtype/Form/BBox[0 0 200 50]/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>>>>>',
  );
const textOfCopy = { 7: showing('Sao y', 'UBND', '2026-03-02T08:00:00+07:00') };
export const copyInCorner = personSigns(basePdf(), {
  ...signedBy(agency, 'Agency'),
  rect: '380 780 580 820',
  objects: textOfCopy,
});
export const copyOutOfCorner = personSigns(basePdf(), {
  ...signedBy(agency, 'Agency'),
  objects: textOfCopy,
});
export const agencyFirst = agencySigns(onlyAgency, signedBy(person, 'Personal'));
export const altered = Buffer.from(overLeft);
altered[overLeft.indexOf('Official')] = 0x6f;
const old = certificate({ name: 'An', uid: 'CCCD:1', issuer: sub, notAfter: '2026-03-01T00:00:00Z' });
export const expired = agencySigns(personSigns(basePdf(), signedBy(old, 'Personal')));
const elsewhere = certificate({ name: 'Elsewhere' });
const foreign = certificate({ name: 'An', uid: 'CCCD:1', issuer: elsewhere });
export const untrusted = agencySigns(
  personSigns(basePdf(), {
    sign: (signed) => cms({ signer: foreign, issuer: elsewhere, signed }),
  }),
);
