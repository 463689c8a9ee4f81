/** Makes sure that a run touches the token that its owner named and no other. */
import { openModule } from '../../core/pkcs11/index.ts';
import { fail } from '../runner/errors.ts';
import type { TokenTarget } from '../sut/target.ts';

/** Throws CERTIFY_TOKEN_LABEL_MISMATCH unless exactly one token of the module has the label; PKCS11_ codes for a module that cannot be used. */
export function requireTokenLabel(token: TokenTarget): void {
  const module = openModule(token.module, { environment: token.environment });
  try {
    const labels = module.tokens().map((one) => one.label ?? '');
    if (labels.filter((label) => label === token.tokenLabel).length === 1) return;
    const seen = labels.map((label) => `"${label}"`).join(', ') || 'no token at all';
    throw fail('CERTIFY_TOKEN_LABEL_MISMATCH', { label: token.tokenLabel, seen });
  } finally {
    module.close();
  }
}
