/** What a report says of the token that was certified: who made it, and where its retry limit comes from. */
import { openModule, type TokenInfo } from '../../core/pkcs11/index.ts';
import { CongvuError } from '../../foundation/error.ts';
import type { Results } from '../report/results.ts';
import type { Product } from '../sut/messages.ts';
import type { Target, TokenTarget } from '../sut/target.ts';
import type { TargetChoice } from './target-choice.ts';

export interface TokenFacts {
  readonly product: Product;
  readonly target: Pick<Results['target'], 'token' | 'retryLimit'>;
}

/** A token without a target file is its own product: its maker, model and serial number are what it says itself. */
export function tokenFacts(choice: TargetChoice, { product, token }: Target): TokenFacts {
  if (token === undefined) return { product, target: {} };
  const declared = choice.kind !== 'token' || choice.retryLimit !== undefined;
  const retryLimit = token.retryLimit && { user: token.retryLimit.user, declared };
  const info = choice.kind === 'token' ? readInfo(token) : undefined;
  return {
    product: info
      ? { name: product.name, vendor: info.manufacturer, version: worded([info.model, info.serial]) }
      : product,
    target: {
      ...(retryLimit && { retryLimit }),
      ...(info && { token: info }),
    },
  };
}

/** Undefined for a token that cannot be asked: the rows tell of that, with their codes. */
function readInfo(token: TokenTarget): Results['target']['token'] | undefined {
  try {
    const module = openModule(token.module, { environment: token.environment });
    try {
      const info = module.tokens().find(({ label }) => label === token.tokenLabel);
      return info && selfDescription(info);
    } finally {
      module.close();
    }
  } catch (error) {
    if (error instanceof CongvuError) return undefined;
    throw error;
  }
}

function selfDescription({ manufacturer, model, serial }: TokenInfo) {
  return { manufacturer, model, serial };
}

function worded(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}
