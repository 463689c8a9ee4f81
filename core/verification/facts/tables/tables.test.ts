/** Cross-references that other readers drop, and what a search would then find: each alone is refused, and only these. */
import { describe, expect, it } from 'vitest';
import { withStream } from '../../testing/attacks-tables.ts';
import { agencySigns, bothSign, personSigns, policy, refusalOf, verdictOf } from '../../testing/hand-made.ts';
import {
  type AppendOptions,
  append,
  basePdf,
  lastStartXref,
  type Objects,
  stream,
} from '../../testing/pdf.ts';
import { verifyPdf } from '../../verify.ts';
import { headBefore } from '../bytes/object-head.ts';
import { collectFacts } from '../collect.ts';

const good = bothSign();
const idle: Objects = { 20: '<</A 1>>' };
const passing = 'TOTAL-PASSED OK';

describe('the table of a later revision', () => {
  const odd: readonly (readonly [string, AppendOptions, string])[] = [
    ['object 0 in use', { pointTo: { 0: 15 } }, 'table-entry object 0'],
    ['no object at an offset', { pointTo: { 22: 100 } }, 'table-entry object 22'],
    ['another object at an offset', { pointTo: { 22: good.indexOf('4 0 obj') } }, 'table-entry object 22'],
    ['an object at byte 0', { pointTo: { 22: 0 } }, 'table-entry object 22'],
    ['a generation beyond any', { lines: '22 1\n0000000015 65536 n \n' }, 'table-entry object 22'],
    ['an object twice', { lines: '22 1\n0000000000 00000 f \n'.repeat(2) }, 'table-entry object 22'],
    ['19 bytes', { lines: '22 1\n0000000000 00000 f\n' }, 'table-form object 22'],
    ['21 bytes', { lines: '22 1\n0000000000  00000 f \n' }, 'table-form object 22'],
    [
      'a comment',
      { lines: '%\n' },
      `table-form bytes ${good.length + '20 0 obj\n<</A 1>>\nendobj\n'.length}`,
    ],
    ...[8_388_609, -1, 0, 0.5, 20, 5, null].map(
      (size) => [`a /Size of ${size}`, { size }, 'table-size trailer /Size'] as const,
    ),
  ];

  it.each(odd)('is refused with %s, though nothing is hidden', (_, options, change) => {
    expect(refusalOf(append(good, idle, options))).toEqual(['CHANGED_AFTER_SIGNING', change]);
  });

  it('is refused when it leaves out what only earlier tables hold', () => {
    expect(refusalOf(append(good, {}, { size: 10 }))).toEqual([
      'CHANGED_AFTER_SIGNING',
      'table-size trailer /Size',
    ]);
  });

  it.each([
    ['the head of the free entries as usual', { lines: '0 1\n0000000000 65535 f \n' }],
    ['another head of the free entries', { lines: '0 1\n0000000005 00000 f\r\n' }],
    ['a free entry of its own', { lines: '22 1\n0000000000 00001 f \n', size: 23 }],
    ['a /Size of one too many', { size: 22 }],
    ['an earlier object where it was', { pointTo: { 4: good.indexOf('4 0 obj') } }],
    ['an object behind white space', { pointTo: { 4: good.indexOf('4 0 obj') - 1 } }],
    ['comments between the objects', { between: '% 20 of 21 objects, 3 obj\n' }],
  ] as const)('passes with %s', (_, options) => {
    expect(verdictOf(append(good, idle, options))).toBe(passing);
  });
});

describe('the cross-reference stream of a later revision', () => {
  const packed = stream('25 0 26 8\n<</A 1>>\n<</B 1>>', '/Type/ObjStm/N 2/First 10');
  it.each([
    ['object 0 in use', { 0: [1, 15, 0] }, idle, 'table-entry object 0'],
    ['a type that does not exist', { 22: [3, 1, 0] }, idle, 'table-entry object 22'],
    ['an object stream that is not there', { 22: [2, 29, 0] }, idle, 'table-entry object 22'],
    ['itself as an object stream', { 22: [2, 30, 0] }, idle, 'table-entry object 22'],
    ['places exchanged', { 25: [2, 24, 1], 26: [2, 24, 0] }, { 24: packed }, 'table-entry object 25'],
    ['one object of a stream left out', { 25: [2, 24, 0] }, { 24: packed }, 'hidden-object object 24'],
    [
      'an object of a stream led elsewhere',
      { 25: [2, 24, 0], 26: [0, 0, 0] },
      { 24: packed },
      'hidden-object object 24',
    ],
  ] as const)('is refused with %s', (_, rows, objects, change) => {
    expect(refusalOf(withStream(good, objects, rows))).toEqual(['CHANGED_AFTER_SIGNING', change]);
  });

  it('is refused with fields wider than readers take', () => {
    const entries = '/Type/XRef/Size 31/W[1 4 5]/Index[30 1]/Root 1 0 R';
    const row = Buffer.alloc(10);
    row[0] = 1;
    row.writeUInt32BE(good.length, 1);
    const section = stream(row, `${entries}/Prev ${lastStartXref(good)}`);
    const text = `30 0 obj\n${section}\nendobj\nstartxref\n${good.length}\n%%EOF\n`;
    const pdf = Buffer.concat([good, Buffer.from(text, 'latin1')]);
    expect(refusalOf(pdf)).toEqual(['CHANGED_AFTER_SIGNING', `table-form bytes ${good.length}`]);
  });

  it.each([
    [65_535, false],
    [65_536, true],
  ])('and a free entry of generation %i', (generation, isRefused) => {
    const entries = '/Type/XRef/Size 31/W[1 4 4]/Index[29 2]/Root 1 0 R';
    const rows = Buffer.alloc(18);
    rows.writeUInt32BE(generation, 5);
    rows[9] = 1;
    rows.writeUInt32BE(good.length, 10);
    const section = stream(rows, `${entries}/Prev ${lastStartXref(good)}`);
    const text = `30 0 obj\n${section}\nendobj\nstartxref\n${good.length}\n%%EOF\n`;
    const pdf = Buffer.concat([good, Buffer.from(text, 'latin1')]);
    if (isRefused) expect(refusalOf(pdf)).toEqual(['CHANGED_AFTER_SIGNING', 'table-form object 29']);
    else expect(verdictOf(pdf)).toBe(passing);
  });

  it('is no PDF when a name holds #00, where a reader written in C sees another /First', () => {
    const two = stream('25 0 26 8\n<</A 1>>\n<</B 1>>', '/Type/ObjStm/N 2/First 10/First#00 19');
    expect(verdictOf(withStream(good, { 24: two }, { 25: [2, 24, 0], 26: [2, 24, 1] }))).toBe(
      'TOTAL-FAILED FORMAT_FAILURE FORMAT_INVALID',
    );
  });

  it('passes as it should be, with all that an object stream holds', () => {
    expect(verdictOf(withStream(good, { 24: packed }, { 25: [2, 24, 0], 26: [2, 24, 1] }))).toBe(passing);
  });
});

describe('what a search would find', () => {
  it.each([
    '4 0 obj',
    'x4 0 obj',
    '4  0\r\nobj',
    '4\x0b0\xa0obj',
    '4 0obj',
    '+4 -0 obj',
    '4.0 0 obj',
    '4 %x\n0 obj',
    '4 0%x\robj',
    '4%(\n0%)\nobj',
    '4 0\n%x\n obj',
  ])('%j', (text) => {
    const bytes = Buffer.from(`>>\n${text}`, 'latin1');
    expect(headBefore(bytes, bytes.lastIndexOf('obj'))).toBeDefined();
    expect(refusalOf(append(good, { 20: stream(bytes) }))[1]).toMatch(/^hidden-object bytes/);
  });

  it.each(['endobj', 'var obj', '4 obj', 'a 4 obj', 'x.y obj', '40 obj'])('not %j', (text) => {
    const bytes = Buffer.from(`>>\n${text}`, 'latin1');
    expect(headBefore(bytes, bytes.lastIndexOf('obj'))).toBeUndefined();
    expect(verdictOf(append(good, { 20: stream(bytes) }))).toBe(passing);
  });

  it.each(['a trailer park', 'the xref table', '/XRefStm', '/XReference'])('not the words %j', (text) => {
    expect(verdictOf(append(good, { 20: stream(text) }))).toBe(passing);
  });

  it.each(['trailer<<', 'trailer %\n<<', '<xref ', '\n  xref\n', 'startxref', '/XRef ', '/XRef'])(
    'the words %j',
    (text) => {
      expect(refusalOf(append(good, { 20: stream(text) }))[1]).toMatch(/^hidden-object bytes/);
    },
  );

  it('not in bytes by chance: three megabytes of them', () => {
    let state = 1;
    const noise = Buffer.alloc(3_000_000);
    for (let at = 0; at < noise.length; at++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      noise[at] = state >>> 24;
    }
    expect(verdictOf(append(good, { 20: stream(noise) }))).toBe(passing);
  });

  it('not in what the first signature covers', () => {
    const base = basePdf({
      1: '<</Type/Catalog/Pages 2 0 R>>',
      2: '<</Type/Pages/Kids[3 0 R]/Count 1>>',
      3: '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>>>',
      4: stream('\n4 0 obj\nendobj'),
    });
    expect(verdictOf(agencySigns(personSigns(base)))).toBe(passing);
  });
});

describe('an odd table in what the first signature covers', () => {
  const objects = { 20: '<</A 1>>' };
  const oddOf = (pdf: Buffer) => collectFacts(pdf).oddTables;

  it.each([
    ['object 0 in use', append(basePdf(), { 0: '<</A 1>>' }), 'TABLE_ODD_ENTRY'],
    ['a /Size beyond any file', append(basePdf(), objects, { size: 8_388_609 }), 'TABLE_ODD_SIZE'],
  ] as const)('%s is a warning', (_, base, code) => {
    const pdf = agencySigns(personSigns(base, { append: { size: 30 } }), { append: { size: 30 } });
    const { verdict, findings } = verifyPdf(pdf, policy());
    expect(verdict).toBe('TOTAL-PASSED');
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: 'TABLE_ODD',
        severity: 'warning',
        detail: expect.objectContaining({ code }),
      }),
    );
  });

  it('is none where the usual programs leave gaps', () => {
    expect(
      oddOf(agencySigns(personSigns(append(basePdf(), objects, { pointTo: { 22: 0 } })))),
    ).toBeUndefined();
    expect(oddOf(good)).toBeUndefined();
  });
});
