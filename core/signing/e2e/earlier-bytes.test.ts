/** Whatever is signed in whatever order: the earlier bytes stay, and every signature still fits its bytes. */
import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../foundation/clock.ts';
import { CongvuError } from '../../../foundation/error.ts';
import type { Appearance } from '../appearance/appearance.ts';
import { childAt, objectIdentifier, readElement, readElements } from '../cms/der.ts';
import { type SignOptions, signPdf } from '../sign-pdf.ts';
import { fixture, fixtureDocuments, testPki } from '../test-material.ts';
import type { TokenSigner } from '../token/token-signer.ts';

let signers: readonly TokenSigner[];

beforeAll(async () => {
  const pki = await testPki();
  signers = [
    await pki.signer({ name: 'Nguyễn Văn An', uid: 'CCCD:001099000001' }),
    await pki.signer({ name: 'Sở Kỹ thuật số', uid: 'MST:0200000001', key: 'p-256' }),
  ];
});

const step = fc.record({
  kind: fc.constantFrom('personal', 'agency', 'copy', 'annex'),
  who: fc.nat(1),
  x: fc.integer({ min: 0, max: 400 }),
  y: fc.integer({ min: 0, max: 700 }),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

function appearanceOf({ kind, x, y }: Step): Appearance {
  const rect = { left: x, bottom: y, right: x + 120, top: y + 60 };
  if (kind === 'personal') {
    return { kind, image: fixture('images', 'chu-ky-xanh.png'), anchor: { page: 1, rect } };
  }
  if (kind === 'agency') {
    return { kind, image: fixture('images', 'dau-do.png'), sizeMm: { width: 36, height: 36 } };
  }
  if (kind === 'copy') return { kind, copyForm: 'Sao lục', agencyName: 'Văn phòng Ủy ban nhân dân' };
  return { kind: 'annex', documentNumber: '128/SKTS-HCTH' };
}

describe('a sequence of signatures', () => {
  it('never changes an earlier byte', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...fixtureDocuments.map(({ file }) => file)),
        fc.array(step, { minLength: 1, maxLength: 4 }),
        async (name, steps) => {
          let signed = 0;
          let file = fixture('documents', name);
          for (const next of steps) {
            const signer = signers[next.who];
            if (signer === undefined) throw new Error('no signer');
            const longer = await signedIfRoom({
              pdf: file,
              signer,
              appearance: appearanceOf(next),
              regulation: 'none',
              clock: fixedClock('2026-11-22T02:30:15Z'),
            });
            if (longer === undefined) continue;
            signed += 1;
            expect(Buffer.compare(longer.subarray(0, file.length), file)).toBe(0);
            file = longer;
          }
          expect(digestsThatFit(file)).toBe(signed);
        },
      ),
      { numRuns: 15, seed: 20_251_122 },
    );
  });
});

/**
 * A page takes only so many text signatures, a seal to the left of a signature at its edge falls off it, and a place
 * drawn by lot may hide an earlier image.
 */
const noRoom: ReadonlySet<string> = new Set([
  'SIGN_NO_ROOM',
  'SIGN_OUTSIDE_PAGE',
  'SIGN_IMAGE_HIDES',
  'SIGN_SIGNER_ALREADY_SIGNED',
]);

async function signedIfRoom(options: SignOptions): Promise<Uint8Array | undefined> {
  try {
    return await signPdf(options);
  } catch (error) {
    if (error instanceof CongvuError && noRoom.has(error.code)) return undefined;
    throw error;
  }
}

const messageDigest = objectIdentifier('1.2.840.113549.1.9.4');

/** How many signatures state the digest of their own two ranges. */
function digestsThatFit(file: Uint8Array): number {
  const text = Buffer.from(file).toString('latin1');
  return [...text.matchAll(/\/ByteRange \[(\d+) (\d+) (\d+) (\d+) *\]/g)].filter((match) => {
    const [a = 0, b = 0, c = 0, d = 0] = match.slice(1).map(Number);
    const digest = createHash('sha256')
      .update(file.subarray(a, a + b))
      .update(file.subarray(c, c + d))
      .digest();
    const signedData = childAt(readElement(Buffer.from(text.slice(b + 1, c - 1), 'hex')), 1, 0);
    const signerInfo = childAt(signedData, readElements(signedData.content).length - 1, 0);
    return readElements(childAt(signerInfo, 3).content).some(
      (attribute) =>
        messageDigest.equals(childAt(attribute, 0).bytes) && digest.equals(childAt(attribute, 1, 0).content),
    );
  }).length;
}
