/** Properties of article 20: the clerk's product refuses what is not valid or not whole, and says why. */
import * as fc from 'fast-check';
import { blockDocument } from '../../arbitraries/papers.ts';
import { faulty, signedByBoth } from '../../arbitraries/recipes.ts';
import { type FaultNames, faults } from '../../checks/verifying/faults.ts';
import { givesWords } from '../../checks/verifying/gives-words.ts';
import { refusesUnreadable } from '../../checks/verifying/refuses-unreadable.ts';
import { fileOf, rejectsForReason } from '../../checks/verifying/rejects-for-reason.ts';
import type { Recipe, SignatureRecipe } from '../../material/signed-documents.ts';
import type { Role } from '../../material/subscribers.ts';
import { property } from '../binding.ts';

const qc20 = (place: string) => `hai-phong-2025/qc-20/${place}`;

interface Spoilt {
  readonly recipe: Recipe;
  readonly fault: FaultNames;
}

const spoilings: readonly {
  readonly change: Partial<SignatureRecipe>;
  readonly fault: FaultNames;
}[] = [
  { change: { falseValue: true }, fault: faults.falseSignature },
  { change: { certificate: { kind: 'revoked', daysAgo: 30 } }, fault: faults.revoked },
  { change: { certificate: { kind: 'expired', daysAgo: 30 } }, fault: faults.expired },
];

/** One of the two signatures is spoilt, the other is sound. */
const oneSpoilt: fc.Arbitrary<Spoilt> = fc
  .record({
    document: blockDocument,
    by: fc.constantFrom<Role>('person', 'agency'),
    spoiling: fc.constantFrom(...spoilings),
  })
  .map(({ document, by, spoiling: { change, fault } }) => ({ recipe: faulty(document, by, change), fault }));

/** A signature spoilt, or the agency's missing. */
const notAcceptable: fc.Arbitrary<Spoilt> = fc.oneof(
  oneSpoilt,
  blockDocument.map((document): Spoilt => {
    const signatures = signedByBoth(document).signatures.filter(({ by }) => by === 'person');
    return { recipe: { document, signatures }, fault: faults.noAgencySignature };
  }),
);

export const qc20Properties = [
  property(qc20('k3.1'), 'verifier', {
    cases: () => oneSpoilt,
    check: async (bench, { recipe, fault }) => {
      const file = await fileOf(bench, recipe);
      return rejectsForReason(bench, { ...file, fault, reason: 'ONE_INVALID_SIGNATURE_ACCEPTED' });
    },
  }),
  property(qc20('k3.2'), 'verifier', {
    cases: () => notAcceptable,
    check: async (bench, { recipe, fault }) => {
      const file = await fileOf(bench, recipe);
      return givesWords(bench, { ...file, fault, reason: 'REFUSAL_WITHOUT_WORDS' });
    },
  }),
  property(qc20('k3.3'), 'verifier', {
    cases: () =>
      fc.record({
        document: blockDocument,
        made: fc.constantFrom('cut', 'no-pdf', 'empty') as fc.Arbitrary<'cut' | 'no-pdf' | 'empty'>,
        share: fc.double({ min: 0.3, max: 0.9, noNaN: true }),
      }),
    check: async (bench, { document, made, share }) => {
      const whole = signedByBoth(document);
      const { path, bytes } = await bench.material.signed(whole);
      const content = {
        cut: bytes.subarray(0, Math.floor(bytes.length * share)),
        'no-pdf': Buffer.from('Đây không phải tệp PDF.\n'.repeat(20)),
        empty: new Uint8Array(),
      }[made];
      return refusesUnreadable(bench, content, { document, made, share }, { path, made: whole });
    },
  }),
];
