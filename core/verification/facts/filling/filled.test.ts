/** Fields that are filled behind a signature and without a certification that lets them: refused by name. */
import { describe, expect, it } from 'vitest';
import { detailText } from '../../report/detail-text.ts';
import { personSigns, policy } from '../../testing/hand-made.ts';
import { append, baseObjects, basePdf, type Objects, stream } from '../../testing/pdf.ts';
import { verifyPdf } from '../../verify.ts';

const style = '/DA(/Helv 0 Tf 0 g )';
const widget = (entries: string) =>
  `<</Type/Annot/Subtype/Widget/P 3 0 R/Rect[100 300 200 320]/F 4/AP<</N 22 0 R>>${style}${entries}>>`;
const look = (text: string) => stream(`BT (${text}) Tj ET`, '/Type/XObject/Subtype/Form/BBox[0 0 100 20]');

function signed(field: Objects, signatureEntries = ''): Buffer {
  const annotations = Object.keys(field).map((number) => `${number} 0 R`);
  const list = [...annotations, '5 0 R'].join(' ');
  return personSigns(basePdf({ ...baseObjects, ...field, 22: look('') }), {
    signatureEntries,
    objects: {
      1: `<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[20 0 R 5 0 R]/SigFlags 3>>>>`,
      3: `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>/Annots[${list}]>>`,
    },
  });
}

const refused = (pdf: Buffer) =>
  verifyPdf(pdf, policy()).signatures.flatMap(({ changesAfter }) =>
    changesAfter.map(({ kind, place }) => `${kind} ${place}`),
  );

const empty = widget('/FT/Tx/T(Sum)');
const filled = (more = '') => widget(`/FT/Tx/T(Sum)/V(128)${more}`).replace('22 0 R', '23 0 R');

describe('a field filled behind the signature', () => {
  it('is refused by its name, in both languages', () => {
    const { signatures } = verifyPdf(
      append(signed({ 20: empty }), { 20: filled(), 23: look('128') }),
      policy(),
    );
    const [{ reason, detail } = {}] = signatures;
    expect([reason, detail?.code]).toEqual(['CHANGED_AFTER_SIGNING', 'CHANGE_FORM_FILLED']);
    if (detail === undefined || detail === null) throw new Error('no detail');
    expect(detailText(detail, 'en')).toBe(
      'revision 3: field Sum: was filled after the signature; no certification allows it',
    );
    expect(detailText(detail, 'vi')).toMatch(/Sum.*ô biểu mẫu được điền sau khi ký/);
  });

  it.each([2, 3])('also under a certifying signature that the catalog does not name (P=%i)', (level) => {
    const certified = `/Reference[<</TransformMethod/DocMDP/TransformParams<</P ${level}/V/1.2>>>>]`;
    const pdf = append(signed({ 20: empty }, certified), { 20: filled(), 23: look('128') });
    expect(refused(pdf)).toEqual(['form-filled field Sum']);
  });

  it('by its full name, with the widget below it', () => {
    const apart = {
      20: '<</FT/Tx/T(Sheet)/Kids[21 0 R]>>',
      21: widget('/Parent 20 0 R'),
    };
    const pdf = append(signed(apart), {
      20: '<</FT/Tx/T(Sheet)/V(128)/Kids[21 0 R]>>',
      21: widget('/Parent 20 0 R').replace('22 0 R', '23 0 R'),
      23: look('128'),
    });
    expect(refused(pdf)).toEqual(['form-filled field Sheet']);
  });

  it('is named so where more than its value was changed, and not where only its look was', () => {
    const moved = filled('/Q 2');
    expect(refused(append(signed({ 20: empty }), { 20: moved, 23: look('128') }))).toEqual([
      'form-filled field Sum',
    ]);
    const redrawn = empty.replace('22 0 R', '23 0 R');
    expect(refused(append(signed({ 20: empty }), { 20: redrawn, 23: look('9') }))).toEqual([
      'object object 20',
    ]);
  });
});
