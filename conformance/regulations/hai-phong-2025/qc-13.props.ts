/** Properties of article 13: what a checking product accepts, what it does not, and why. */
import * as fc from 'fast-check';
import {
  expiredCertificate,
  futureCertificate,
  laterRevokedCertificate,
  misattributedCertificate,
  revokedCertificate,
  soundRecipe,
  stampedRecipe,
  unsuitableCertificate,
  withFault,
} from '../../arbitraries/recipes.ts';
import type { CheckReason } from '../../checks/reasons.ts';
import { accepts } from '../../checks/verifying/accepts.ts';
import { type FaultNames, faults } from '../../checks/verifying/faults.ts';
import { namesSigners } from '../../checks/verifying/names-signers.ts';
import { fileOf, rejectsForReason } from '../../checks/verifying/rejects-for-reason.ts';
import type { Recipe } from '../../material/signed-documents.ts';
import type { TrustKind } from '../../material/trust-folders.ts';
import { property } from '../binding.ts';

const qc13 = (place: string) => `hai-phong-2025/qc-13/${place}`;

/** A file with one fault is not accepted, for that fault. */
function rejection(
  place: string,
  recipes: fc.Arbitrary<Recipe>,
  fault: FaultNames,
  reason: CheckReason,
  trust: TrustKind = 'whole',
) {
  return property(qc13(place), 'verifier', {
    cases: () => recipes,
    check: async (bench, recipe) => {
      const file = await fileOf(bench, recipe, trust);
      return rejectsForReason(bench, { ...file, fault, reason });
    },
  });
}

export const qc13Properties = [
  property(qc13('p1.1'), 'verifier', { cases: () => fc.oneof(soundRecipe, stampedRecipe), check: accepts }),
  rejection(
    'p1.2',
    withFault(fc.constant({ falseValue: true })),
    faults.falseSignature,
    'FALSE_SIGNATURE_ACCEPTED',
  ),
  rejection('p1.3', withFault(expiredCertificate), faults.expired, 'EXPIRED_CERTIFICATE_ACCEPTED'),
  rejection('p1.4', withFault(futureCertificate), faults.notYetValid, 'FUTURE_CERTIFICATE_ACCEPTED'),
  rejection('p1.5', withFault(revokedCertificate), faults.revoked, 'REVOKED_CERTIFICATE_ACCEPTED'),
  property(qc13('p1.6'), 'verifier', { cases: () => withFault(laterRevokedCertificate), check: accepts }),
  rejection('p1.7', withFault(unsuitableCertificate), faults.unsuitable, 'UNSUITABLE_CERTIFICATE_ACCEPTED'),
  rejection(
    'p1.8',
    withFault(fc.constant({ chain: 'none' })),
    faults.noPath,
    'INCOMPLETE_PATH_ACCEPTED',
    'without-sub',
  ),
  rejection(
    'p1.9',
    withFault(misattributedCertificate),
    faults.misattributed,
    'MISATTRIBUTED_CERTIFICATE_ACCEPTED',
  ),
  rejection('p1.10', soundRecipe, faults.revokedIssuer, 'REVOKED_ISSUER_ACCEPTED', 'sub-revoked'),
  rejection('p1.11', soundRecipe, faults.unknownStatus, 'UNKNOWN_STATUS_ACCEPTED', 'without-lists'),
  property(qc13('p1.12'), 'verifier', {
    cases: () => fc.oneof(soundRecipe, stampedRecipe),
    check: namesSigners,
  }),
];
