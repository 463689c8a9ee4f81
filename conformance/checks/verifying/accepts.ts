/** The product accepts a document whose signatures are in order. */
import type { Recipe } from '../../material/signed-documents.ts';
import type { Workbench } from '../../material/workbench.ts';
import type { CheckResult } from '../../regulations/property.ts';
import { failed, pass } from '../result.ts';
import { performVerifying, whenAnswered } from './perform-verifying.ts';

export async function accepts(bench: Workbench, recipe: Recipe): Promise<CheckResult> {
  const { path } = await bench.material.signed(recipe);
  return whenAnswered(performVerifying(bench, path), ({ said, sent, evidence }) => {
    if (said.outcome === 'accepted') return pass({ outcome: said.outcome }, evidence);
    return failed('SOUND_DOCUMENT_NOT_ACCEPTED', {
      sent: { ...sent, recipe },
      expected: { outcome: 'accepted' },
      seen: said,
      evidence,
    });
  });
}
