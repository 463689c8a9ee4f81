/** What counts as signed already: this document, by this certificate, in this appearance, at this level; nothing else. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFName } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../foundation/clock.ts';
import { projectRoot } from '../../../foundation/paths.ts';
import { addToStore, fillContents, openForWriting, startRevision } from '../../pdf/writing/index.ts';
import { withChange } from '../../pdf/writing/test-material.ts';
import { createPki, type Pki, parsePkiDescription, type ServedPki } from '../../pki/index.ts';
import { certificateOf } from '../cms/certificate.ts';
import { signedDataOf } from '../cms/cms.ts';
import type { SchemeWish } from '../cms/scheme.ts';
import { signDetached } from '../detached.ts';
import { extendPdf } from '../long-term/extend.ts';
import { evidenceSources } from '../long-term/pool.ts';
import { timeStampFor } from '../servers/time-stamp.ts';
import { preparedFor, type SignOptions, signPdf } from '../sign-pdf.ts';
import { fixture, softwareSigner } from '../test-material.ts';
import type { TokenSigner } from '../token/token-signer.ts';
import { isAlreadySigned, isAlreadySignedBeside } from './already-signed.ts';

const folder = mkdtempSync(join(tmpdir(), 'congvu-already-'));
const clock = fixedClock('2026-11-22T02:30:15.678Z');
/** When the second run takes place. */
const later = fixedClock('2026-11-22T08:00:00Z');
const letter = fixture('documents', 'cong-van-cho-so.pdf');
const image = fixture('images', 'chu-ky-xanh.png');
const anchor = { title: 'GIÁM ĐỐC', name: 'Nguyễn Văn An' };
let pki: Pki;
let served: ServedPki;
/** Of `first`. */
let key: KeyObject;
let first: TokenSigner;
let other: TokenSigner;
let agency: TokenSigner;
let usual: SignOptions;

beforeAll(async () => {
  const yaml = readFileSync(join(projectRoot, 'core/pki/examples/hai-phong.yaml'), 'utf8');
  pki = await createPki({ description: parsePkiDescription(yaml), dir: join(folder, 'pki'), clock });
  served = await pki.serve();
  const signer = async (subscriber: string): Promise<TokenSigner> => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    key ??= privateKey;
    const issued = await pki.issue(subscriber, publicKey.export({ type: 'spki', format: 'der' }));
    return softwareSigner(privateKey, issued.der, issued.chain);
  };
  [first, other, agency] = (await Promise.all(['chu-tich', 'chu-tich', 'ubnd-hai-phong'].map(signer))) as [
    TokenSigner,
    TokenSigner,
    TokenSigner,
  ];
  usual = {
    pdf: letter,
    signer: first,
    appearance: { kind: 'personal', image, anchor },
    regulation: 'hai-phong-2025',
    clock,
    numbering: { number: 'found', date: 'found' },
    extent: 'checked',
  };
});
afterAll(async () => {
  await served.close();
  pki.close();
  rmSync(folder, { recursive: true, force: true });
});

const time = () => ({ timeStamp: { url: `${served.url}/tsa` }, evidence: evidenceSources(pki.trustDir, []) });

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

function changed(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  flip(copy, at);
  return copy;
}

function flip(bytes: Buffer, at: number): void {
  bytes[at] = (bytes[at] ?? 0) ^ 1;
}

/** Of the value in the hole: the last one that is not padding. */
function lastDigit(pdf: Buffer): number {
  const end = pdf.indexOf('>', pdf.lastIndexOf('/Contents <') + 12);
  for (let at = end - 1; ; at -= 1) if (pdf[at] !== 0x30) return at;
}
