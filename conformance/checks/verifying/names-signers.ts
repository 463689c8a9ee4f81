/** The result names every signer, whether it is a person or an agency, and when it signed. */
import type { Recipe } from '../../material/signed-documents.ts';
import type { Workbench } from '../../material/workbench.ts';
import type { CheckResult } from '../../regulations/property.ts';
import { failed, pass } from '../result.ts';
import { performVerifying, whenAnswered } from './perform-verifying.ts';

/** Between the suite's signing and its time stamp. */
const toleranceSeconds = 120;

export async function namesSigners(bench: Workbench, recipe: Recipe): Promise<CheckResult> {
  const made = await bench.material.signed(recipe);
  return whenAnswered(performVerifying(bench, made.path), ({ said, sent, evidence }) => {
    const expected = made.signatures.map(({ by, name, time }) => ({
      name,
      kind: by,
      time: time.toISOString(),
    }));
    const unnamed = expected.filter(
      ({ name, kind, time }) =>
        !said.signatures.some(
          (signature) =>
            signature.signer.normalize('NFC').includes(name) &&
            signature.kind === kind &&
            isNear(signature.signingTime, time),
        ),
    );
    const facts = {
      signatures: said.signatures.map(({ signer, kind, signingTime }) => ({ signer, kind, signingTime })),
    };
    if (unnamed.length === 0 && said.signatures.length === expected.length) return pass(facts, evidence);
    return failed('SIGNER_NOT_NAMED', { sent: { ...sent, recipe }, expected, seen: facts, evidence });
  });
}

function isNear(time: string | undefined, expected: string): boolean {
  if (time === undefined) return false;
  return Math.abs(new Date(time).getTime() - new Date(expected).getTime()) <= toleranceSeconds * 1000;
}
