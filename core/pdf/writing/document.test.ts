import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foreign } from '../../../ci/foreign.ts';
import { CongvuError } from '../../../foundation/error.ts';
import { defaultLimits } from '../reading/limits.ts';
import { type Extent, openForWriting } from './document.ts';
import {
  fixtureDocument,
  handMade,
  name,
  plainObjects,
  replaced,
  withChange,
  withField,
} from './test-material.ts';

const classic = fixtureDocument('cong-van-classic.pdf');
const streamed = fixtureDocument('cong-van-xref-stream.pdf');
const appended = (pdf: Uint8Array, text: string) => Buffer.concat([pdf, Buffer.from(text)]);

describe('a good file', () => {
  it.each([
    ['cong-van-classic.pdf', 'table', 1],
    ['cong-van-xref-stream.pdf', 'stream', 1],
    ['quyet-dinh-nhieu-trang.pdf', 'table', 3],
  ])('%s opens as it is', async (file, form, pages) => {
    const document = await openForWriting(fixtureDocument(file));
    expect(document).toMatchObject({ repaired: false, version: '1.6', lastSection: { form } });
    expect(document.pages).toHaveLength(pages);
    expect(document.pages[0]?.frame.width).toBeCloseTo(595.3, 0);
  });

  it('has the version of its catalogue when that is newer', async () => {
    const catalogue = '<< /Type /Catalog /Pages 2 0 R /Version /1.7 >>';
    const document = await openForWriting(handMade([catalogue, ...plainObjects.slice(1)]));
    expect(document.version).toBe('1.7');
  });
});

/** One more object, whose head is written so. */
const withHead = (head: string) =>
  replaced(handMade([...plainObjects, '<< /A 1 >>']), '4 0 obj\n', head.padEnd('4 0 obj\n'.length));
const readings: readonly Extent[] = ['all', 'needed', 'checked'];

describe.each(readings)('heads of objects, reading %s', (extent) => {
  it.each(['4 0 obj ', '4 0 obj\r', '4 0\nobj\n', '4\t0 obj\n', '04 0 obj', '4  0 obj', '\n4 0 obj'])(
    '%j leads to it',
    async (head) => {
      await expect(openForWriting(withHead(head), defaultLimits, extent)).resolves.toMatchObject({
        repaired: false,
      });
    },
  );

  it.each([
    '5 0 obj\n',
    '4 1 obj\n',
    '4 obj 0\n',
    '4 0 obk\n',
    '4  obj\n',
    '4 0 objx',
    '40 0obj\n',
    'x 0 obj\n',
    '4  0obj ',
  ])('%j is of no object that is led to', async (head) => {
    const opening = openForWriting(withHead(head), defaultLimits, extent);
    await expect(opening).resolves.toMatchObject({ repaired: true });
  });
});

describe.each(readings)('rows of a table, reading %s', (extent) => {
  it.each([' \r', ' \n', '\r\n'])('end in %j', async (end) => {
    const pdf = replaced(handMade(plainObjects), ' 65535 f \n', ` 65535 f${end}`);
    await expect(openForWriting(pdf, defaultLimits, extent)).resolves.toMatchObject({ repaired: false });
  });

  it.each([
    ' 65535 f\n\n',
    ' 65535 f\n ',
    ' 65535 f\r\r',
    ' 65535 x \n',
    ' 6553x f \n',
    ' 65535f  \n',
    '\t65535 f \n',
    ' 65535\tf \n',
  ])('are none with %j', async (row) => {
    const pdf = replaced(handMade(plainObjects), ' 65535 f \n', row);
    await expect(openForWriting(pdf, defaultLimits, extent)).resolves.toMatchObject({ repaired: true });
  });
});

const extents: readonly Extent[] = ['all', 'checked'];

describe.each(extents)('what is refused whether signed or not, reading %s', (extent) => {
  it.each([
    ['bytes that are no PDF', Buffer.from('GIF89a, surely not a document'), 'PDF_NOT_A_PDF'],
    ['nothing', Buffer.alloc(0), 'PDF_NOT_A_PDF'],
    ['a file without its end', classic.subarray(0, classic.length - 100), 'PDF_TRUNCATED'],
    ['half a file', classic.subarray(0, classic.length / 2), 'PDF_TRUNCATED'],
    ['the beginning of a further revision', appended(classic, '\n40 0 obj\n<< /Type'), 'PDF_TRUNCATED'],
    [
      'an encrypted file',
      replaced(classic, 'trailer\n<<', 'trailer\n<</Encrypt 1 0 R', true),
      'PDF_ENCRYPTED',
    ],
    ['a chain of sections that bites its tail', looped(), 'PDF_XREF_LOOP'],
    [
      'a page tree that bites its tail',
      handMade([plainObjects[0], '<< /Type /Pages /Kids [2 0 R] >>']),
      'PDF_REFERENCE_LOOP',
    ],
    ['no page', handMade([plainObjects[0], '<< /Type /Pages /Kids [] >>']), 'PDF_STRUCTURE'],
    ['objects nested without end', handMade([...plainObjects, '['.repeat(200_000)]), 'PDF_TOO_DEEP'],
  ])('%s', async (_, pdf, code) => {
    await expect(openForWriting(pdf, defaultLimits, extent)).rejects.toMatchObject({ code });
  });

  it.each([
    ['fileBytes', 1000, classic, 'PDF_TOO_LARGE'],
    ['objects', 5, classic, 'PDF_TOO_MANY_OBJECTS'],
    ['objects', 5, streamed, 'PDF_TOO_MANY_OBJECTS'],
    ['inflatedBytes', 100, streamed, 'PDF_INFLATES_TOO_FAR'],
  ])('more than the limit of %s (%d)', async (limit, value, pdf, code) => {
    const limits = { ...defaultLimits, [limit]: value };
    await expect(openForWriting(pdf, limits, extent)).rejects.toMatchObject({ code });
  });

  it.skipIf(!foreign('qpdf').present)('a file that qpdf encrypted', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'congvu-open-'));
    const path = join(folder, 'encrypted.pdf');
    writeFileSync(join(folder, 'in.pdf'), classic);
    execFileSync(foreign('qpdf').path, ['--encrypt', '', 'chu', '256', '--', join(folder, 'in.pdf'), path]);
    const opening = openForWriting(readFileSync(path), defaultLimits, extent);
    await expect(opening).rejects.toMatchObject({ code: 'PDF_ENCRYPTED' });
    rmSync(folder, { recursive: true });
  });

  it('a file certified against every change, but not one that allows signatures', async () => {
    const certified = (level: number) =>
      withField(classic).then((signed) =>
        withChange(signed, ({ context, catalog, root, fields }, touch) => {
          const signature = fields[0]?.signature;
          const reference = { TransformMethod: 'DocMDP', TransformParams: { P: level } };
          signature?.set(name('Reference'), context.obj([reference]));
          const value = fields[0]?.dictionary.get(name('V'));
          catalog.set(name('Perms'), context.obj(value === undefined ? {} : { DocMDP: value }));
          touch(root);
          for (const [ref, object] of context.enumerateIndirectObjects())
            if (object === signature) touch(ref);
        }),
      );
    const opening = async (level: number) => openForWriting(await certified(level), defaultLimits, extent);
    for (const level of [1, 4, 9]) {
      await expect(opening(level)).rejects.toMatchObject({
        code: 'PDF_CERTIFIED_NO_CHANGES',
        message: expect.stringContaining(`(DocMDP, P=${level})`),
      });
    }
    await expect(opening(2)).resolves.toMatchObject({ repaired: false });
  });
});

describe.each(extents)('damage, reading %s', (extent) => {
  const wrongStart = (pdf: Uint8Array) => replaced(pdf, 'startxref\n', 'startxref\n1', true);
  const hybrid = (pdf: Uint8Array) => replaced(pdf, 'trailer\n<<', 'trailer\n<< /XRefStm 15', true);
  const damages: readonly (readonly [string, (pdf: Uint8Array) => Uint8Array, string])[] = [
    ['a wrong startxref', wrongStart, 'PDF_DAMAGED_AND_SIGNED'],
    [
      'bytes before the header',
      (pdf) => Buffer.concat([Buffer.from('junk\n'), pdf]),
      'PDF_DAMAGED_AND_SIGNED',
    ],
    ['bytes after the end', (pdf) => appended(pdf, '\0'.repeat(40)), 'PDF_DAMAGED_AND_SIGNED'],
    [
      'a row that is one byte short',
      (pdf) => replaced(pdf, ' 65535 f \n', ' 65535 f\n'),
      'PDF_DAMAGED_AND_SIGNED',
    ],
    [
      'a number of objects at which other readers give up the table',
      (pdf) => replaced(pdf, '/Size ', '/Size -'),
      'PDF_DAMAGED_AND_SIGNED',
    ],
    ['a hybrid cross-reference', hybrid, 'PDF_HYBRID_AND_SIGNED'],
  ];

  it.each(damages)('%s is repaired before the first signature', async (_, damage) => {
    const document = await openForWriting(damage(classic), defaultLimits, extent);
    expect(document.repaired).toBe(true);
    const text = Buffer.from(document.bytes).toString('latin1');
    const [, first, count] = /xref\n(\d+) (\d+)\n/.exec(text) ?? [];
    expect(first).toBe('0');
    expect(text.match(/^\d{10} \d{5} [nf] $/gm)).toHaveLength(Number(count));
    const signed = await withField(damage(classic));
    expect(Buffer.from(signed.subarray(0, document.bytes.length)).equals(document.bytes)).toBe(true);
    await expect(openForWriting(await withField(signed))).resolves.toMatchObject({ repaired: false });
  });

  it.each(damages)('%s of a signed file is refused', async (_, damage, code) => {
    const signed = await withField(classic);
    await expect(openForWriting(damage(signed), defaultLimits, extent)).rejects.toMatchObject({ code });
  });

  it.skipIf(!foreign('qpdf').present).each(damages)('%s, repaired, satisfies qpdf', async (_, damage) => {
    const folder = mkdtempSync(join(tmpdir(), 'congvu-repair-'));
    writeFileSync(join(folder, 'out.pdf'), await withField(damage(classic)));
    execFileSync(foreign('qpdf').path, ['--check', join(folder, 'out.pdf')], { stdio: 'pipe' });
    rmSync(folder, { recursive: true });
  });
});

describe('an object that no signature touches, and that cannot be read', () => {
  const broken = handMade([...plainObjects, '<< /Type /Font /Broken >']);

  it('is noticed unless only what is needed is read', async () => {
    for (const extent of extents) {
      const opening = openForWriting(broken, defaultLimits, extent);
      await expect(opening).rejects.toMatchObject({ code: 'PDF_NOT_REPAIRABLE' });
    }
    await expect(openForWriting(broken, defaultLimits, 'needed')).resolves.toMatchObject({ repaired: false });
  });

  it('keeps a second signature away', async () => {
    const signed = await withField(handMade([...plainObjects, '<< /Type /Font /Name /F1 >>']));
    const damaged = replaced(signed, '/Name /F1 >>', '/Name /F1 > ', true);
    for (const extent of extents) {
      const opening = openForWriting(damaged, defaultLimits, extent);
      await expect(opening).rejects.toMatchObject({ code: 'PDF_DAMAGED_AND_SIGNED' });
    }
  });
});

describe('bytes changed at random', () => {
  it('open, or are refused with a code, the same whether everything is read or checked', async () => {
    const change = fc.tuple(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(classic, streamed).map((pdf) => pdf),
        fc.array(change, { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        async (pdf, changes, cut) => {
          const copy = Uint8Array.from(pdf);
          // The end of a file holds its structure: half of the changes go there.
          for (const [place, value] of changes) {
            const from = value % 2 === 0 ? copy.length - 2000 : 0;
            copy[from + Math.floor(place * (copy.length - from))] = value;
          }
          const bytes = cut ? copy.subarray(0, Math.floor((changes[0]?.[0] ?? 1) * copy.length)) : copy;
          const [all, checked] = [await outcomeOf(bytes, 'all'), await outcomeOf(bytes, 'checked')];
          expect(checked).toBe(all);
        },
      ),
      { numRuns: 150, seed: 7, examples: [] },
    );
  });
});

/** Throws what is no error of ours. */
async function outcomeOf(bytes: Uint8Array, extent: Extent): Promise<string> {
  try {
    return (await openForWriting(bytes, defaultLimits, extent)).repaired ? 'repaired' : 'opened';
  } catch (error) {
    if (error instanceof CongvuError) return error.code;
    throw error;
  }
}

/** A second section whose /Prev is itself. */
function looped(): Uint8Array {
  const first = handMade(plainObjects);
  const at = first.length;
  return appended(
    first,
    `xref\n0 0\ntrailer\n<< /Size 4 /Root 1 0 R /Prev ${at} >>\nstartxref\n${at}\n%%EOF\n`,
  );
}
