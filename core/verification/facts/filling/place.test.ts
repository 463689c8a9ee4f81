/** Where readers draw a filled field, and what stands beside it: as its /Rect says, however the page is turned and zoomed. */
import { describe, expect, it } from 'vitest';
import { certifiedForm, filledText, formObject, line, lookOf, refused } from '../../testing/filling.ts';
import { append } from '../../testing/pdf.ts';

const misplaced = ['form-place field Sum'];
const upright = lookOf(line('128'));
const upsideDown = lookOf('/Tx BMC q BT /Helv 12 Tf 0 g -1 0 0 -1 98 14 Tm (128) Tj ET Q EMC');

/** Filled where its flags are `flags` and the page is turned; `beside`: a further annotation. */
function filled(flags: number, turn: 0 | 180, beside?: string) {
  const as = (text: string) => text.replace('/F 4', `/F ${flags}`);
  const form = certifiedForm({
    base: {
      20: as(formObject(20, '/AP<</N 30 0 R>>')),
      ...(beside === undefined ? {} : { 50: beside }),
    },
    ...(beside === undefined ? {} : { annotations: ' 50 0 R' }),
    pageEntries: `/Rotate ${turn}`,
  });
  const objects = filledText('128', turn === 0 ? upright : upsideDown);
  return refused(append(form, { ...objects, 20: as(String(objects[20])) }));
}

describe('a field on a page', () => {
  it.each([
    ['that is turned', 4, 180, []],
    ['that is turned without it', 20, 180, misplaced],
    ['that is not turned, nor would it be', 20, 0, []],
    ['that is zoomed without it', 12, 0, misplaced],
  ] as const)('%s', (_, flags, turn, answer) => expect(filled(flags, turn)).toEqual(answer));

  const note = (flags: number, rect: string) => `<</Type/Annot/Subtype/Stamp/F ${flags}/Rect[${rect}]>>`;
  it.each([
    ['beside one that turns with it', 4, '201 300 221 320', 180, []],
    ['beside one that does not', 20, '201 300 221 320', 180, misplaced],
    ['far from one that does not', 20, '301 340 321 360', 180, []],
    ['beside one that does not, where nothing is turned', 20, '201 300 221 320', 0, []],
    ['beside one that grows', 12, '201 300 221 320', 0, misplaced],
  ] as const)('%s', (_, flags, rect, turn, answer) => {
    expect(filled(4, turn, note(flags, rect))).toEqual(answer);
  });
});
