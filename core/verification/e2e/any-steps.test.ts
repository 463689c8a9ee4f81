/** Whatever the allowed steps and their order: every signature stays good at every step, by all that a verifier asks. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../foundation/clock.ts';
import { CongvuError } from '../../../foundation/error.ts';
import type { ServedPki } from '../../pki/index.ts';
import {
  type Appearance,
  evidenceSources,
  extendPdf,
  signPdf,
  type TokenSigner,
} from '../../signing/index.ts';
import { collectFacts } from '../facts/collect.ts';
import { fixture, type Material, material, now, sealAppearance } from '../testing/material.ts';
import { verifyPdf } from '../verify.ts';

let all: Material;
let served: ServedPki;
let signers: readonly TokenSigner[];

beforeAll(async () => {
  all = await material();
  served = await all.pki.serve({ port: 0 });
  signers = [await all.signer('chu-tich'), await all.signer('ubnd-hai-phong')];
});
afterAll(async () => {
  await served.close();
  all.remove();
});

const rect = { left: 100, bottom: 300, right: 220, top: 360 };
const looks: Readonly<Record<string, () => Appearance>> = {
  personal: () => ({
    kind: 'personal',
    image: fixture('images', 'chu-ky-xanh.png'),
    anchor: { page: 1, rect },
  }),
  agency: sealAppearance,
  copy: () => ({ kind: 'copy', copyForm: 'SAO Y', agencyName: 'UBND thành phố Hải Phòng' }),
  annex: () => ({ kind: 'annex', documentNumber: '128/SKTS-HCTH' }),
  invisible: () => ({ kind: 'invisible' }),
};

const signing = fc.record({
  kind: fc.constantFrom(...Object.keys(looks)),
  who: fc.nat(1),
  stamped: fc.boolean(),
});
const extending = fc.constantFrom('b-t', 'b-lt', 'b-lta');
const steps = fc.array(fc.oneof({ weight: 3, arbitrary: signing }, { weight: 2, arbitrary: extending }), {
  minLength: 3,
  maxLength: 6,
});

/** A page takes only so many texts, a seal needs a place, and what nobody has signed cannot be extended. */
const notAllowed = new Set([
  'SIGN_NO_ROOM',
  'SIGN_OUTSIDE_PAGE',
  'SIGN_NOT_SIGNED',
  'SIGN_PERSONAL_MISSING',
  // Without a text the signer puts every image in one place, where it would hide another one's.
  'SIGN_IMAGE_HIDES',
  'SIGN_SIGNER_ALREADY_SIGNED',
]);

async function after(pdf: Uint8Array, step: Step): Promise<Uint8Array | undefined> {
  const clock = fixedClock(now);
  const timeStamp = { url: `${served.url}/tsa` };
  try {
    if (typeof step === 'string') {
      return await extendPdf({
        pdf,
        level: step,
        clock,
        timeStamp,
        sources: evidenceSources(all.pki.trustDir, []),
      });
    }
    const signer = signers[step.who];
    const look = looks[step.kind];
    if (signer === undefined || look === undefined) throw new Error('no such step');
    const stamp = step.stamped ? { timeStamp } : {};
    return await signPdf({ pdf, signer, appearance: look(), regulation: 'none', clock, ...stamp });
  } catch (error) {
    if (error instanceof CongvuError && notAllowed.has(error.code)) return undefined;
    throw error;
  }
}

type Step =
  | { readonly kind: string; readonly who: number; readonly stamped: boolean }
  | 'b-t'
  | 'b-lt'
  | 'b-lta';

describe('any sequence of allowed steps', () => {
  it('stays valid at each of them', async () => {
    const policy = await all.policy({ regulation: 'none' });
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('cong-van-classic.pdf', 'cong-van-xref-stream.pdf'),
        steps,
        async (name, list) => {
          let file = fixture('documents', name);
          let signatures = 0;
          for (const step of list as readonly Step[]) {
            const longer = await after(file, step);
            if (longer === undefined) continue;
            expect(Buffer.compare(longer.subarray(0, file.length), file)).toBe(0);
            const report = verifyPdf(longer, policy);
            expect(report.signatures.filter(({ verdict }) => verdict !== 'TOTAL-PASSED')).toEqual([]);
            file = longer;
            signatures += typeof step === 'string' ? 0 : 1;
            seen.add(typeof step === 'string' ? step : step.kind);
            expect([report.verdict, report.reason]).toEqual(['TOTAL-PASSED', 'OK']);
            expect(report.signatures.filter(({ kind }) => kind === 'signature')).toHaveLength(signatures);
            const { changes } = collectFacts(file);
            expect(changes.filter(({ vouched }) => !vouched)).toEqual([]);
          }
        },
      ),
      { numRuns: 15, seed: Number(process.env.CONGVU_SEED ?? 20_251_122) },
    );
    // Another seed may take fewer of them.
    if (process.env.CONGVU_SEED !== undefined) return;
    expect([...seen].sort()).toEqual([
      'agency',
      'annex',
      'b-lt',
      'b-lta',
      'b-t',
      'copy',
      'invisible',
      'personal',
    ]);
  }, 120_000);
});
