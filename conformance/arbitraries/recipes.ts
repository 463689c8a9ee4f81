/** Signed files to be checked: sound ones, and ones with exactly one fault in one of the two signatures. */
import * as fc from 'fast-check';
import type { Condition } from '../material/certificates.ts';
import type { Recipe, SignatureRecipe } from '../material/signed-documents.ts';
import type { Role } from '../material/subscribers.ts';
import { blockDocument } from './papers.ts';

const soundBy = (by: Role): SignatureRecipe => ({ by, certificate: { kind: 'sound' } });

/** The person first, then the agency. */
export function signedByBoth(document: string): Recipe {
  return { document, signatures: [soundBy('person'), soundBy('agency')] };
}

export const soundRecipe: fc.Arbitrary<Recipe> = blockDocument.map(signedByBoth);

/** Both signatures with a time stamp of the same day, some days ago. */
export const stampedRecipe: fc.Arbitrary<Recipe> = fc
  .record({ document: blockDocument, stampedDaysAgo: fc.constantFrom(3, 10) })
  .map(({ document, stampedDaysAgo }) => ({
    document,
    signatures: [
      { ...soundBy('person'), stampedDaysAgo },
      { ...soundBy('agency'), stampedDaysAgo },
    ],
  }));

/** Changes one of the two signatures of a sound file. */
export function withFault(fault: fc.Arbitrary<Partial<SignatureRecipe>>): fc.Arbitrary<Recipe> {
  return fc
    .record({ document: blockDocument, by: fc.constantFrom<Role>('person', 'agency'), fault })
    .map(({ document, by, fault: change }) => faulty(document, by, change));
}

export function faulty(document: string, by: Role, change: Partial<SignatureRecipe>): Recipe {
  const sound = signedByBoth(document);
  return {
    document,
    signatures: sound.signatures.map((signature) =>
      signature.by === by ? { ...signature, ...change } : signature,
    ),
  };
}

const days = (min: number, max: number) => fc.integer({ min, max });
const certificate = (condition: fc.Arbitrary<Condition>) =>
  condition.map((made): Partial<SignatureRecipe> => ({ certificate: made }));

export const expiredCertificate = certificate(
  days(1, 300).map((daysAgo) => ({ kind: 'expired' as const, daysAgo })),
);
export const futureCertificate = certificate(
  days(1, 300).map((inDays) => ({ kind: 'future' as const, inDays })),
);
export const unsuitableCertificate = certificate(fc.constant({ kind: 'encipherment' as const }));

/** Revoked before a signature of now, or before one whose time stamp proves a later time. */
export const revokedCertificate: fc.Arbitrary<Partial<SignatureRecipe>> = fc
  .record({ daysAgo: days(11, 100), stamped: fc.boolean() })
  .map(({ daysAgo, stamped }) => ({
    certificate: { kind: 'revoked', daysAgo },
    ...(stamped ? { stampedDaysAgo: 10 } : {}),
  }));

/** Revoked after the time that the time stamp proves. */
export const laterRevokedCertificate: fc.Arbitrary<Partial<SignatureRecipe>> = days(1, 9).map((daysAgo) => ({
  certificate: { kind: 'revoked', daysAgo },
  stampedDaysAgo: 10,
}));

/** From a CA that brings its own root along. */
export const foreignCertificate: fc.Arbitrary<Partial<SignatureRecipe>> = fc.constant({
  certificate: { kind: 'foreign' },
  chain: 'all',
});

/** Names the government CA as issuer, and that CA's true certificate is beside it, but another key signed. */
export const misattributedCertificate: fc.Arbitrary<Partial<SignatureRecipe>> = fc.constant({
  certificate: { kind: 'foreign' },
  chain: 'true-sub',
});
