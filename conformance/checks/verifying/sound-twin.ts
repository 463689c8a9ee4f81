/** The sound twin of a file with a fault: by the same maker, without that one fault. Who refuses both has not seen the fault. */
import type { Recipe } from '../../material/signed-documents.ts';
import type { TrustKind } from '../../material/trust-folders.ts';
import type { Workbench } from '../../material/workbench.ts';
import type { CheckResult } from '../../regulations/property.ts';
import { failed } from '../result.ts';
import { performVerifying } from './perform-verifying.ts';

export interface Twin {
  readonly path: string;
  readonly made: unknown;
  readonly trust?: TrustKind;
}

/** Files that the product of a bench has accepted: each twin is asked for once in a run, and again while it is refused. */
const accepted = new WeakMap<Workbench, Set<string>>();

/** Judges the file with the fault once its twin was accepted; otherwise that is the result. */
export async function besideSoundTwin(
  bench: Workbench,
  twin: Twin,
  judge: () => Promise<CheckResult>,
): Promise<CheckResult> {
  const known = accepted.get(bench) ?? new Set();
  accepted.set(bench, known);
  const name = `${twin.trust ?? 'whole'} ${twin.path}`;
  if (known.has(name)) return judge();
  const verifying = await performVerifying(bench, twin.path, twin.trust);
  if (verifying.kind === 'over') return verifying.result;
  if (verifying.kind === 'answered' && verifying.verified.said.outcome === 'accepted') {
    known.add(name);
    return judge();
  }
  const seen =
    verifying.kind === 'answered'
      ? { sent: verifying.verified.sent, said: verifying.verified.said }
      : { sent: verifying.sent, said: { refused: { code: verifying.code, detail: verifying.detail } } };
  return failed('SOUND_TWIN_NOT_ACCEPTED', {
    sent: { ...seen.sent, made: twin.made },
    expected: { outcome: 'accepted' },
    seen: seen.said,
    evidence: [{ name: 'sound-twin.pdf', path: twin.path }],
  });
}

/** Signed by both, with the time stamps that the file has. */
export function soundTwinOf({ document, signatures }: Recipe): Recipe {
  const stamped = (by: 'person' | 'agency') => signatures.find((one) => one.by === by)?.stampedDaysAgo;
  return {
    document,
    signatures: (['person', 'agency'] as const).map((by) => {
      const stampedDaysAgo = stamped(by);
      return {
        by,
        certificate: { kind: 'sound' },
        ...(stampedDaysAgo === undefined ? {} : { stampedDaysAgo }),
      };
    }),
  };
}
