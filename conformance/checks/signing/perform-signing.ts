/** Has the product sign once and brings back what came of it, with what checks need in order to judge and to report. */
import { existsSync, lstatSync, readFileSync, realpathSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Workbench } from '../../material/workbench.ts';
import type { CheckResult, EvidenceFile } from '../../regulations/property.ts';
import type { SignParameters } from '../../sut/index.ts';
import { lookAt } from '../page/look.ts';
import { failed, unsupported } from '../result.ts';
import { type ReadSignature, signaturesIn } from './signature-facts.ts';

/** A request without what follows from the case: the output path and the regulation. */
export type SigningOrder = Omit<SignParameters, 'output' | 'regulation'> & {
  /** DER of the token's certificate, where the check itself does not ask which one was used. Not sent. */
  readonly certificate?: Uint8Array;
};

export interface Signed {
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  /** Path of the signed file. */
  readonly path: string;
  /** The request without the PIN. */
  readonly sent: object;
  readonly evidence: readonly EvidenceFile[];
}

export type Signing =
  | { readonly kind: 'signed'; readonly signed: Signed }
  | { readonly kind: 'refused'; readonly code: string; readonly detail: string; readonly sent: object }
  /** The product cannot do it, or broke: the check is over. */
  | { readonly kind: 'over'; readonly result: CheckResult };

/** The product's clock stands at `at`, the bench's now when not given. */
export async function performSigning(
  bench: Workbench,
  { certificate, ...order }: SigningOrder,
  at?: Date,
): Promise<Signing> {
  const { adapter } = bench;
  if (adapter === undefined) return over(unsupported('NO_ADAPTER'));
  const clock = await adapter.advanceClock(at ?? bench.clock.now());
  if (clock.kind !== 'ok' && at !== undefined) {
    return over(unsupported('CLOCK_NOT_SETTABLE'));
  }
  const output = join(bench.caseFolder(), `signed-${basename(order.document)}`);
  const answer = await adapter.perform('sign', { ...order, output, regulation: 'hai-phong-2025' });
  const sent = { operation: 'sign', ...order, token: { label: order.token.label } };
  switch (answer.kind) {
    case 'unsupported':
      return over(unsupported('SIGN_UNSUPPORTED'));
    case 'failed':
      return over(
        failed('SIGN_FAILED', {
          sent,
          expected: { en: 'a signed file or a refusal', vi: 'tệp đã ký hoặc lời từ chối' },
          seen: answer.detail,
        }),
      );
    case 'refused':
      return { kind: 'refused', code: answer.code, detail: answer.detail, sent };
    case 'ok':
      break;
  }
  const path = answer.result.output;
  const expected = { file: output };
  if (!isSamePath(path, output)) return over(failed('OUTPUT_ELSEWHERE', { sent, expected, seen: { path } }));
  if (!existsSync(output)) {
    return over(failed('SIGN_OUTPUT_MISSING', { sent, expected, seen: { noFile: path } }));
  }
  // What a link points to is no work of the product, and nothing for the evidence.
  if (!lstatSync(output).isFile())
    return over(failed('OUTPUT_NOT_A_PDF', { sent, expected, seen: { path } }));
  const signed: Signed = {
    before: readFileSync(order.document),
    after: readFileSync(output),
    path: output,
    sent,
    evidence: [{ name: `signed-${basename(order.document)}`, path: output }],
  };
  const fault = unsigned(signed, certificate);
  return fault === undefined ? { kind: 'signed', signed } : over(fault);
}

/** The folder of the case may be reached by a link. */
function isSamePath(path: string, wanted: string): boolean {
  if (path === wanted) return true;
  return existsSync(path) && existsSync(wanted) && realpathSync(path) === realpathSync(wanted);
}

/** Whatever else a check asks of the file, a new digital signature must be there; `certificate` must have made one. */
function unsigned(signed: Signed, certificate: Uint8Array | undefined): CheckResult | undefined {
  const { sent, evidence } = signed;
  const after = readable(signed.after);
  if (after === undefined) return notAPdf(signed);
  const earlier = new Set(signaturesIn(signed.before).signatures.map(({ facts: { field } }) => field));
  const added = after.filter(({ facts: { field } }) => !earlier.has(field));
  const seen = { signatures: after.length, signaturesAdded: added.length };
  if (added.length === 0) {
    return failed('NOT_SIGNED', { sent, expected: { signaturesAdded: 1 }, seen, evidence });
  }
  const isMadeWith = (der: Uint8Array) => (one: ReadSignature) =>
    one.certificate !== undefined && Buffer.from(one.certificate).equals(der);
  if (certificate === undefined || added.some(isMadeWith(certificate))) return undefined;
  const expected = { madeWithTheToken: true };
  return failed('CERTIFICATE_NOT_OF_SIGNER', {
    sent,
    expected,
    seen: { ...seen, madeWithTheToken: false },
    evidence,
  });
}

function readable(pdf: Uint8Array): readonly ReadSignature[] | undefined {
  try {
    return signaturesIn(pdf).signatures;
  } catch {
    return undefined;
  }
}

function notAPdf({ sent, after, evidence }: Signed): CheckResult {
  return failed('OUTPUT_NOT_A_PDF', {
    sent,
    expected: { en: 'a PDF file', vi: 'tệp PDF' },
    seen: { bytes: after.length, start: Buffer.from(after.subarray(0, 16)).toString('latin1') },
    evidence,
  });
}

/** For checks that need the signature: a refusal is a failure of its own, and so is a file that no eye can read. */
export async function whenSigned(
  signing: Promise<Signing>,
  judge: (signed: Signed) => Promise<CheckResult> | CheckResult,
): Promise<CheckResult> {
  const outcome = await signing;
  switch (outcome.kind) {
    case 'signed':
      return judged(outcome.signed, judge);
    case 'refused': {
      const { sent, code, detail } = outcome;
      return failed('SIGN_REFUSED', {
        sent,
        expected: { en: 'a signed file', vi: 'tệp đã ký' },
        seen: { refused: { code, detail } },
      });
    }
    case 'over':
      return outcome.result;
  }
}

/** When judging breaks, the file is to blame if it cannot be shown at all. */
async function judged(
  signed: Signed,
  judge: (signed: Signed) => Promise<CheckResult> | CheckResult,
): Promise<CheckResult> {
  try {
    return await judge(signed);
  } catch (error) {
    const shown = await lookAt(signed.after).catch(() => undefined);
    if (shown === undefined) return notAPdf(signed);
    throw error;
  }
}

function over(result: CheckResult): Signing {
  return { kind: 'over', result };
}
