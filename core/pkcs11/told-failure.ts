/** A failure as it goes from one thread to another: errors lose their class, code and cause on the way. */
import { CongvuError, type ErrorWords, type FailureExit } from '../../foundation/error.ts';
import { type Ckr, CkrFailure, ckrOf } from './ckr.ts';

export type ToldFailure =
  | {
      readonly kind: 'congvu';
      readonly code: string;
      readonly exit: FailureExit;
      readonly message: string;
      readonly hint: string;
      readonly vietnamese?: ErrorWords;
      readonly ckr?: Ckr;
    }
  | { readonly kind: 'fault'; readonly error: unknown };

/** For `postMessage`. The cause stays behind, except the return code of a token. */
export function toldFailure(error: unknown): ToldFailure {
  if (!(error instanceof CongvuError)) return { kind: 'fault', error };
  const { code, exit, message, hint, vietnamese } = error;
  const ckr = ckrOf(error);
  return {
    kind: 'congvu',
    code,
    exit,
    message,
    hint,
    ...(vietnamese && { vietnamese }),
    ...(ckr && { ckr }),
  };
}

/** The error again, so that code, text and `ckrOf` say what they said in the other thread. */
export function failureFrom(told: ToldFailure): unknown {
  if (told.kind === 'fault') return told.error;
  const { code, exit, message, hint, vietnamese, ckr } = told;
  return new CongvuError(code, exit, message, hint, ckr && new CkrFailure(ckr), vietnamese);
}
