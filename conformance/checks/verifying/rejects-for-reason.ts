/** The product does not accept a document with one fault, says that this fault is why, and accepts the document without it. */
import type { Recipe } from '../../material/signed-documents.ts';
import type { TrustKind } from '../../material/trust-folders.ts';
import type { Workbench } from '../../material/workbench.ts';
import type { CheckResult } from '../../regulations/property.ts';
import type { CheckReason } from '../reasons.ts';
import { failed, pass } from '../result.ts';
import { notAccepted } from '../wording.ts';
import { type FaultNames, impossible } from './faults.ts';
import { performVerifying, type Verified, whenAnswered } from './perform-verifying.ts';
import { besideSoundTwin, soundTwinOf, type Twin } from './sound-twin.ts';

export interface FaultyFile {
  /** The file with the fault. */
  readonly path: string;
  /** What was done to it, for the report. */
  readonly made: unknown;
  readonly trust?: TrustKind;
  readonly twin: Twin;
}

export interface Fault extends FaultyFile {
  readonly fault: FaultNames;
  /** Reason code when the product accepts all the same; when it refuses for another reason, `FAULT_NOT_NAMED`. */
  readonly reason: CheckReason;
}

export async function rejectsForReason(bench: Workbench, file: Fault): Promise<CheckResult> {
  const { path, trust, twin, fault, reason } = file;
  return besideSoundTwin(bench, twin, () =>
    whenAnswered(performVerifying(bench, path, trust), (verified) => {
      const { said, sent, evidence } = verified;
      const kinds = kindsOf(verified);
      const finding = {
        sent: { ...sent, made: file.made },
        expected: { outcome: notAccepted, oneOfTheReasons: fault.named, besides: fault.beside },
        seen: said,
        evidence,
      };
      if (said.outcome === 'accepted') return failed(reason, finding);
      if (!kinds.some((kind) => fault.named.includes(kind))) return failed('FAULT_NOT_NAMED', finding);
      if (impossible(kinds, fault).length > 0) return failed('REASON_NOT_OF_THIS_FILE', finding);
      return pass({ outcome: said.outcome, reasons: kinds, soundTwin: 'accepted' }, evidence);
    }),
  );
}

export function kindsOf({ reasons }: Verified) {
  return [...new Set(reasons.map(({ kind }) => kind))];
}

/** The file of a recipe beside its sound twin. A fault of the trusted folder has the same file as its twin, and the whole folder. */
export async function fileOf(
  bench: Workbench,
  recipe: Recipe,
  trust: TrustKind = 'whole',
): Promise<FaultyFile> {
  const { path } = await bench.material.signed(recipe);
  if (trust !== 'whole') return { path, made: recipe, trust, twin: { path, made: recipe } };
  const made = soundTwinOf(recipe);
  const twin = await bench.material.signed(made);
  return { path, made: recipe, twin: { path: twin.path, made } };
}
