/** Emulated tokens for products that sign: one for each subscriber and condition of its certificate, made when first asked for. */
import { openModule } from '../../core/pkcs11/index.ts';
import type { Pki } from '../../core/pki/index.ts';
import { type Condition, overridesFor } from './certificates.ts';
import type { EmulatedTokens } from './emulated-tokens.ts';

export interface SigningToken {
  readonly module: string;
  readonly label: string;
  readonly pin: string;
  readonly subscriber: string;
  readonly certificate: Uint8Array;
  /** Lower-case hexadecimal. */
  readonly serial: string;
}

/** Everybody's, so that it can be blanked everywhere. */
export const suitePin = 'congvu-suite-7391';
export const suiteSoPin = 'congvu-suite-so-4826';

export type TokenFactory = (subscriber: string, condition: Condition) => Promise<SigningToken>;

export function signingTokens(tokens: EmulatedTokens, pki: Pki, now: () => Date): TokenFactory {
  const made = new Map<string, Promise<SigningToken>>();
  const make = async (subscriber: string, condition: Condition): Promise<SigningToken> => {
    const label = `suite ${made.size}`;
    await tokens.create({ label, pin: suitePin, soPin: suiteSoPin });
    const issued = await reachedAt(tokens, () =>
      pki.issueToToken(
        subscriber,
        { module: tokens.module, tokenLabel: label, pin: suitePin },
        overridesFor(condition, now()),
      ),
    );
    const { der: certificate, serial } = issued;
    return Object.freeze({ module: tokens.module, label, pin: suitePin, subscriber, certificate, serial });
  };
  return (subscriber, condition) => {
    const key = `${subscriber} ${JSON.stringify(condition)}`;
    const known = made.get(key) ?? make(subscriber, condition);
    made.set(key, known);
    return known;
  };
}

const addressName = 'P11_KIT_SERVER_ADDRESS';

/**
 * The client reads the address of its server when it is loaded, which `run` must do before its first pause. The
 * caller's own address, perhaps of a token under test, is there again afterwards.
 */
async function reachedAt<Result>(tokens: EmulatedTokens, run: () => Promise<Result>): Promise<Result> {
  const callers = process.env[addressName];
  const module = openModule(tokens.module, { environment: tokens.environment });
  try {
    const running = run();
    if (callers === undefined) delete process.env[addressName];
    else process.env[addressName] = callers;
    return await running;
  } finally {
    module.close();
  }
}
