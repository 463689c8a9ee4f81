/** A file that is rewritten shows what viewers showed before, or is refused. */
import { describe, expect, it } from 'vitest';
import { withStream } from '../../verification/testing/attacks-tables.ts';
import { append, baseObjects, basePdf, stream } from '../../verification/testing/pdf.ts';
import { openForWriting } from './document.ts';

/** Two entries for one object: such a table is rewritten. */
const lines = '22 1\n0000000000 00000 f \n'.repeat(2);
const shadow = `4 0 obj\n${stream('1 0 0 rg')}\nendobj\n`;
const draft = (between: string) =>
  append(Buffer.from('%PDF-1.7\n'), { 0: null, ...baseObjects }, { between, lines });

describe('a document that has to be rewritten', () => {
  it.each([shadow, shadow.replace('4 0', '4 %x\n0'), `%${shadow}`])('is refused with %j', async (between) => {
    await expect(openForWriting(draft(between))).rejects.toMatchObject({
      code: 'PDF_NOT_REPAIRABLE',
      message: expect.stringContaining('object 4 stands there twice'),
    });
  });

  it('is refused when what an object stream holds stands again behind it', async () => {
    const packed = stream('25 0\n<</A 1>>', '/Type/ObjStm/N 1/First 5');
    const objects = { 24: packed, 26: stream('25 0 obj\n<</A 2>>\nendobj') };
    const pdf = withStream(basePdf(), objects, { 25: [2, 24, 0] });
    await expect(openForWriting(Buffer.concat([pdf, Buffer.from('foreign')]))).rejects.toMatchObject({
      code: 'PDF_NOT_REPAIRABLE',
      message: expect.stringContaining('object 25 stands there twice'),
    });
  });

  it.each([
    ['nothing twice', draft('')],
    ['a later revision of an object', append(basePdf(), { 4: stream('0 0 m') }, { lines })],
    ['an object that stands before', earlier()],
  ])('is rewritten with %s', async (_, pdf) => {
    expect(await openForWriting(pdf)).toMatchObject({ repaired: true });
  });
});

function earlier(): Buffer {
  return append(Buffer.from(`%PDF-1.7\n${shadow}`), { 0: null, ...baseObjects }, { lines });
}
