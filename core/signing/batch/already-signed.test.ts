/** What counts as signed already: this document, by this certificate, in this appearance, at this level; nothing else. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signDetached } from '../detached.ts';
import { extendPdf } from '../long-term/extend.ts';
import { evidenceSources } from '../long-term/pool.ts';
import { type SignOptions, signPdf } from '../sign-pdf.ts';
import { fixture } from '../test-material.ts';
import { hand as image } from '../test-signing.ts';
import { isAlreadySigned, isAlreadySignedBeside } from './already-signed.ts';
import { changed, clock, type FirstRun, firstRun, later, letter } from './test-first-run.ts';

let run: FirstRun;
let pki: FirstRun['pki'];
let first: FirstRun['first'];
let other: FirstRun['other'];
let agency: FirstRun['agency'];
let usual: FirstRun['usual'];
let time: FirstRun['time'];
beforeAll(async () => {
  run = await firstRun();
  ({ pki, first, other, agency, usual, time } = run);
});
afterAll(() => run.end());

/** The second run's answer about what a first one, with `changes`, has left. */
async function told(
  changes: Partial<SignOptions>,
  wanted: Partial<SignOptions> = {},
  damage: (pdf: Buffer) => Uint8Array = (pdf) => pdf,
): Promise<string> {
  const there = damage(Buffer.from(await signPdf({ ...usual, ...changes })));
  const answer = await isAlreadySigned({ ...usual, clock: later, ...wanted }, there);
  return answer === 'yes' ? answer : answer.en;
}

describe('a signed file', () => {
  const appearances: readonly [string, () => Partial<SignOptions>][] = [
    ['of a person', () => ({})],
    ['without fields for number and date', () => ({ numbering: undefined as never })],
    [
      'that shows its time',
      () => ({ signer: agency, appearance: { kind: 'attachment', documentNumber: '12/QĐ-UBND' } }),
    ],
    ['that shows nothing', () => ({ appearance: { kind: 'invisible' } })],
    ['of B-T', () => time()],
    ['of B-LT', () => ({ ...time(), level: 'b-lt' })],
    ['of B-LTA', () => ({ ...time(), level: 'b-lta' })],
  ];
  it.each(appearances)('%s counts, whatever the hour', async (_, options) => {
    expect(await told(options(), options())).toBe('yes');
  });

  it('counts on a document that has a signature, also one of the same person', async () => {
    const twice = {
      pdf: await signPdf(usual),
      regulation: 'none',
      appearance: { kind: 'invisible' },
    } as const;
    expect(await told(twice, twice)).toBe('yes');
    expect(await told({}, twice)).toContain('another version');
  });

  it.each<[string, () => Partial<SignOptions>, SignOptions['level']]>([
    ['without proof of its time', () => ({}), 'b-lt'],
    ['without proof of its time, archived', () => ({}), 'b-lta'],
    ['with a store', () => ({ ...time(), level: 'b-lt' }), 'b-lt'],
    ['that was archived', () => ({ ...time(), level: 'b-lta' }), 'b-lta'],
  ])('counts behind one %s, of what the file keeps alone', async (_, before, level) => {
    const seal: Partial<SignOptions> = {
      ...time(),
      pdf: await signPdf({ ...usual, ...before() }),
      signer: agency,
      appearance: { kind: 'invisible' },
      regulation: 'none',
      level: level as 'b-lt',
    };
    const nobody = {
      ...seal,
      timeStamp: { url: 'http://127.0.0.1:1/' },
      evidence: evidenceSources(undefined, []),
    };
    expect(await told(seal, nobody)).toBe('yes');
  });

  it.each<[string, () => Partial<SignOptions>, string]>([
    ['by another certificate', () => ({ signer: other }), 'the certificate on this token has not signed it'],
    ['of another document', () => ({ pdf: fixture('documents', 'cong-van-classic.pdf') }), 'another version'],
    ['of another kind', () => ({ appearance: { kind: 'invisible' } }), 'another version'],
    [
      'elsewhere on the page',
      () => ({
        appearance: {
          kind: 'personal',
          image,
          anchor: { page: 1, rect: { left: 300, bottom: 60, right: 400, top: 110 } },
        },
      }),
      'another version',
    ],
    ['with other fields', () => ({ numbering: undefined as never }), 'another version'],
    ['with a time stamp that nobody asked for', () => time(), 'another version'],
  ])('%s does not', async (_, changes, why) => {
    expect(await told(changes())).toContain(why);
  });

  it.each<[string, 'b-t' | 'b-lt' | 'b-lta', 'b-t' | 'b-lt' | 'b-lta']>([
    ['too low', 'b-t', 'b-lt'],
    ['without the last time stamp', 'b-lt', 'b-lta'],
    ['too high', 'b-lta', 'b-lt'],
    ['extended since', 'b-lt', 'b-t'],
  ])('of a level that is %s does not', async (_, made, level) => {
    expect(await told({ ...time(), level: made }, { ...time(), level })).toContain('level');
  });

  it.each<[string, (pdf: Buffer) => Uint8Array, string]>([
    ['cut short', (pdf) => pdf.subarray(0, pdf.length - 200), ''],
    ['empty', () => Buffer.alloc(0), 'cannot be read'],
    ['a text', () => Buffer.from('mine'), 'cannot be read'],
    ['with another letter', (pdf) => changed(pdf, pdf.indexOf('/MediaBox') + 12), 'another version'],
    ['added to', (pdf) => Buffer.concat([pdf, Buffer.from(' ')]), 'level'],
    [
      'with another letter behind the hole',
      (pdf) => changed(pdf, pdf.lastIndexOf('/Rect') + 1),
      'another version',
    ],
    ['not signed', () => letter, 'has not signed'],
    ['with another signature value', (pdf) => changed(pdf, lastDigit(pdf)), ''],
  ])('that is %s does not', async (_, damage, why) => {
    const answer = await told({}, {}, damage);
    expect(answer).not.toBe('yes');
    expect(answer).toContain(why);
  });
});

describe('a signature beside a file', () => {
  const content = Buffer.from('a,b\n1,2\n');
  const made = (changes: object = {}) =>
    signDetached({ content, signer: first, as: 'personal', regulation: 'none', clock, ...changes });
  const answered = (there: Uint8Array, of: Uint8Array = content, stamped = false) => {
    const answer = isAlreadySignedBeside(of, first, stamped, there);
    return answer === 'yes' ? answer : answer.en;
  };

  it('counts when it is of this content, by this certificate, with the time stamp that is asked for', async () => {
    expect(answered(await made())).toBe('yes');
    expect(answered(await made(time()), content, true)).toBe('yes');
    expect(answered(await made(), content, true)).toContain('level');
    expect(answered(await made(time()))).toContain('level');
    expect(answered(await made({ signer: other }))).toContain('has not signed');
    expect(answered(await made(), Buffer.from('x'))).toContain('another version');
    expect(answered(Buffer.from('mine'))).toContain('cannot be read');
    const der = Buffer.from(await made());
    expect(answered(changed(der, der.length - 1))).toContain('does not fit');
    const authority = Buffer.from(first.chain[0] ?? []);
    expect(answered(changed(der, der.indexOf(authority) + authority.length - 1))).toContain('damaged');
    expect(answered(Buffer.concat([der, Buffer.from([0])]))).not.toBe('yes');
    const stamped = Buffer.from(await made(time()));
    const lastOf = (whole: Buffer, part: Uint8Array) =>
      whole.lastIndexOf(Buffer.from(part)) + part.length - 1;
    const served = pki.authorities.sub.certificate;
    expect(stamped.lastIndexOf(Buffer.from(served))).toBeGreaterThan(stamped.indexOf(Buffer.from(served)));
    expect(answered(changed(stamped, lastOf(stamped, served)), content, true)).toContain('damaged');
  });
});

it('is no longer what it was when its proof was extended', async () => {
  const pdf = await signPdf({ ...usual, ...time() });
  const { evidence: sources, timeStamp } = time();
  const there = await extendPdf({ pdf, level: 'b-lt', clock, sources, timeStamp });
  expect(await isAlreadySigned({ ...usual, ...time() }, there)).toMatchObject({
    en: expect.stringContaining('level'),
  });
});

/** Of the value in the hole: the last one that is not padding. */
function lastDigit(pdf: Buffer): number {
  const end = pdf.indexOf('>', pdf.lastIndexOf('/Contents <') + 12);
  for (let at = end - 1; ; at -= 1) if (pdf[at] !== 0x30) return at;
}
