/** Signature files (.p7s) as programs write them, and by seed and number changed ones. */
import { dice } from '../../../foundation/dice.ts';
import { contentInfo } from '../cms/ber.ts';
import { parseEachSigner } from '../cms/signed-data.ts';
import { verifyDetached } from '../detached.ts';
import { signatureIn } from '../signature-file.ts';
import { allIndefinite, berOf } from '../testing/ber.ts';
import { cms } from '../testing/cms.ts';
import { changedBytes, spliced } from './change-bytes.ts';
import { changedBy } from './families.ts';
import type { Outcome } from './outcome.ts';
import { person, policy, stamped, sub } from './signed.ts';

const content = Buffer.from('stt,so,ngay\n1,128,2026-03-02\n');
const plain = cms({ signer: person, issuer: sub, signed: [content] });
const withTime = cms({ signer: person, issuer: sub, signed: [content], ...stamped });
const lines = (der: Buffer) => der.toString('base64').replace(/.{64}/g, '$&\n');
const pem = (der: Buffer) => Buffer.from(`-----BEGIN PKCS7-----\n${lines(der)}\n-----END PKCS7-----\n`);

/** Each passes as it is. */
export const signatureFiles: readonly Buffer[] = [
  plain,
  withTime,
  pem(plain),
  pem(withTime),
  Buffer.from(lines(withTime)),
  berOf(plain, contentInfo, allIndefinite),
];

const changed = changedBy([
  ['bytes', 20, (base, _, chance) => changedBytes(base, chance)],
  ['splices', 5, spliced],
  [
    'bytes behind the armour',
    10,
    (base, _, chance) => {
      const found = signatureIn(base);
      return found.kind === 'der' ? pem(changedBytes(Buffer.from(found.der), chance)) : base;
    },
  ],
]);

export function signatureMutant(seed: number, index: number): { family: string; bytes: Buffer } {
  const chance = dice(seed, index);
  return changed(chance, () => signatureFiles[chance.below(signatureFiles.length)] as Buffer);
}

/** As `congvu verify FILE.p7s --content FILE` goes, its files aside. */
export function outcomeOfSignature(bytes: Uint8Array): Outcome {
  const found = signatureIn(bytes);
  if (found.kind !== 'der')
    return { verdict: 'INDETERMINATE', code: found.kind === 'pdf' ? 'A_PDF' : 'MAIL' };
  const report = verifyDetached([{ name: 'input.p7s', der: found.der }], content, {
    ...policy,
    as: 'attachment',
    regulation: 'none',
  });
  const { verdict, reason } = report;
  if (verdict !== 'TOTAL-PASSED') return { verdict, code: reason ?? '(none)' };
  return {
    verdict,
    code: reason ?? '(none)',
    explanation: isSignedAlike(found.der) ? 'in the last signature' : 'unexplained',
  };
}

/** Its signer's value is one of those that were made: nothing but what he does not sign can be another. */
function isSignedAlike(der: Uint8Array): boolean {
  const values = [plain, withTime].map((one) => signedValue(one));
  return values.includes(signedValue(der));
}

function signedValue(der: Uint8Array): string {
  const [first] = parseEachSigner(der);
  const { signature, signedAttributes } = first?.().signer ?? {};
  return JSON.stringify([signature, signedAttributes]);
}
