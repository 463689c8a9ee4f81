/** Makes sure that a run touches the token that its owner named and no other. */
import { type ModuleInfo, openModule, type Pkcs11Module } from '../../core/pkcs11/index.ts';
import { fail } from '../runner/errors.ts';
import type { TokenTarget } from '../sut/target.ts';

/** What the token's module says of itself, undefined when it does not. Throws CERTIFY_TOKEN_LABEL_MISMATCH unless exactly one token of the module has the label; PKCS11_ codes for a module that cannot be used. */
export function requireTokenLabel(token: TokenTarget): ModuleInfo | undefined {
  const module = openModule(token.module, { environment: token.environment });
  try {
    const labels = module.tokens().map((one) => one.label ?? '');
    if (labels.filter((label) => label === token.tokenLabel).length === 1) return selfDescription(module);
    const seen = labels.map((label) => `"${label}"`).join(', ') || 'no token at all';
    throw fail('CERTIFY_TOKEN_LABEL_MISMATCH', { label: token.tokenLabel, seen });
  } finally {
    module.close();
  }
}

/** No row asks for it, so a module that cannot tell is certified like any other. */
function selfDescription(module: Pkcs11Module): ModuleInfo | undefined {
  try {
    return module.info();
  } catch {
    return undefined;
  }
}
