/** A signed file that cannot be made again byte for byte, of what it keeps, was damaged or is somebody else's work. */
import { PDFName } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addToStore, fillContents, openForWriting, startRevision } from '../../pdf/writing/index.ts';
import { withChange } from '../../pdf/writing/test-material.ts';
import { certificateOf } from '../cms/certificate.ts';
import { signedDataOf } from '../cms/cms.ts';
import type { SchemeWish } from '../cms/scheme.ts';
import { timeStampFor } from '../servers/time-stamp.ts';
import { preparedFor, type SignOptions, signPdf } from '../sign-pdf.ts';
import { softwareSigner } from '../test-material.ts';
import { isAlreadySigned } from './already-signed.ts';
import { changed, type FirstRun, firstRun, flip, later, letter } from './test-first-run.ts';

let run: FirstRun;
let key: FirstRun['key'];
let first: FirstRun['first'];
let other: FirstRun['other'];
let usual: FirstRun['usual'];
let time: FirstRun['time'];
beforeAll(async () => {
  run = await firstRun();
  ({ key, first, other, usual, time } = run);
});
afterAll(() => run.end());

/** Signed by the key of `first`, over attributes that are changed; `stamp` gives the time stamp of a signature value. */
async function signedOver(
  change: (attributes: Buffer) => void,
  stamp?: (signature: Uint8Array) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const { file, holes, attributes: ours } = await preparedFor({ ...usual, ...(stamp && time()) });
  const attributes = Buffer.from(ours);
  change(attributes);
  const { scheme, chain } = first;
  const signature = await first.sign(attributes);
  const certificate = certificateOf(first.certificate);
  const timeStamp = await stamp?.(signature);
  const parts = { scheme, attributes, signature, certificate, chain, ...(timeStamp && { timeStamp }) };
  fillContents(file, holes, signedDataOf(parts));
  return file;
}

describe('a time stamp', () => {
  const token = (over: Uint8Array) => timeStampFor([over], time().timeStamp);
  const answer = async (stamp: (signature: Uint8Array) => Promise<Uint8Array>) =>
    isAlreadySigned({ ...usual, clock: later, ...time() }, await signedOver(() => undefined, stamp));

  it.each<[string, (signature: Uint8Array) => Promise<Uint8Array>]>([
    ['over something else', () => token(Buffer.from('x'))],
    [
      'whose time was changed behind its signature',
      async (signature) => {
        const bytes = Buffer.from(await token(signature));
        // GeneralizedTime, 2026...: the last digit of the year.
        return changed(bytes, bytes.indexOf('2026', bytes.indexOf(Buffer.from('06052b0e03', 'hex')) + 1) + 3);
      },
    ],
  ])('%s is none', async (_, stamp) => {
    expect(await answer(token)).toBe('yes');
    expect(await answer(stamp)).toMatchObject({ en: expect.stringContaining('level') });
  });
});

describe('the store of proof', () => {
  const kept = () => ({ ...time(), level: 'b-lt' }) as const;

  it('that holds more than would be kept does not count', async () => {
    const more = async (pdf: Buffer) => {
      const revision = startRevision(await openForWriting(pdf));
      addToStore(revision, { certificates: [other.certificate], crls: [], ocsps: [] });
      return revision.finish();
    };
    const there = await more(Buffer.from(await signPdf({ ...usual, ...kept() })));
    expect(await isAlreadySigned({ ...usual, clock: later, ...kept() }, there)).toMatchObject({
      en: expect.stringContaining('is not what would be kept'),
    });
  });

  it('with something else behind it is told as something added', async () => {
    const pdf = Buffer.from(await signPdf({ ...usual, ...kept() }));
    const noted = await withChange(pdf, ({ context, pages: [page] }, touch) => {
      if (page === undefined) throw new Error('no page');
      page.dictionary.set(PDFName.of('Rotate'), context.obj(90));
      touch(page.reference);
    });
    for (const there of [noted, Buffer.concat([pdf, Buffer.from(' ')])]) {
      expect(await isAlreadySigned({ ...usual, clock: later, ...kept() }, there)).toMatchObject({
        en: expect.stringContaining('something was added'),
      });
    }
  });
});

describe('a signature that was made another way', () => {
  const madeOtherwise = { en: expect.stringContaining('was made another way') };
  const answer = (there: Uint8Array) => isAlreadySigned({ ...usual, clock: later }, there);
  /** Behind an attribute's type, how far its value is. */
  const inside = (attributes: Buffer, oid: string, distance: number) => {
    const at = attributes.indexOf(Buffer.from(oid, 'hex'));
    if (at < 0) throw new Error('no such attribute');
    return at + oid.length / 2 + distance;
  };

  it.each<[string, (attributes: Buffer) => void]>([
    ['a digest of something else', (bytes) => flip(bytes, inside(bytes, '06092a864886f70d010904', 12))],
    ['another type of content', (bytes) => flip(bytes, inside(bytes, '06092a864886f70d010903', 12))],
    [
      'the name of another certificate',
      (bytes) => flip(bytes, inside(bytes, '060b2a864886f70d010910022f', 20)),
    ],
  ])('over %s does not count', async (_, change) => {
    expect(await answer(await signedOver(() => undefined))).toBe('yes');
    expect(await answer(await signedOver(change))).toMatchObject(madeOtherwise);
  });

  it.each<SchemeWish>([{ hash: 'sha512' }, { padding: 'pss' }])('with %o does not count', async (wish) => {
    const otherwise = softwareSigner(key, first.certificate, first.chain, wish);
    expect(await answer(await signPdf({ ...usual, signer: otherwise }))).toMatchObject(madeOtherwise);
  });
});

describe('a byte that changed', () => {
  const levels: readonly [string, () => Partial<SignOptions>][] = [
    ['B-B', () => ({})],
    ['B-T', () => time()],
    ['B-LT', () => ({ ...time(), level: 'b-lt' })],
    ['B-LTA', () => ({ ...time(), level: 'b-lta' })],
  ];
  it.each(levels)('anywhere behind the document is found at %s', async (_, options) => {
    const there = Buffer.from(await signPdf({ ...usual, ...options() }));
    const hole = there.indexOf('<3082', letter.length) + 1;
    const answer = (pdf: Uint8Array) => isAlreadySigned({ ...usual, clock: later, ...options() }, pdf);
    expect(await answer(there)).toBe('yes');
    // From the first digit of the CMS through certificates, time stamps and padding to the store and what is behind it.
    const last = there.length - 1;
    const places = Array.from({ length: 48 }, (_, step) => hole + Math.floor((step * (last - hole)) / 47));
    const unseen: number[] = [];
    for (const at of places) if ((await answer(changed(there, at))) === 'yes') unseen.push(at);
    expect(unseen).toEqual([]);
  });

  it('of a certificate of an authority, or of the padding, is found in the hole', async () => {
    const there = Buffer.from(await signPdf(usual));
    for (const der of first.chain) {
      const at = there.indexOf(Buffer.from(der).toString('hex'), letter.length) + 2 * der.length;
      const zeroed = Buffer.from(there).fill('0', at - 400, at);
      expect(await isAlreadySigned({ ...usual, clock: later }, zeroed)).toMatchObject({
        en: expect.stringContaining('damaged'),
      });
    }
    const capitals = Buffer.from(there);
    const digit = there.indexOf('a', there.indexOf('<3082', letter.length));
    capitals[digit] = 0x41;
    expect(await isAlreadySigned({ ...usual, clock: later }, capitals)).not.toBe('yes');
  });
});
