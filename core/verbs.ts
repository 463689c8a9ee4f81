/** The verbs of the reference implementation; each folder of core registers its own. */
import type { Command } from 'commander';
import { registerAdapterVerbs } from './adapter/verbs.ts';
import { registerPkiVerbs } from './pki/verbs.ts';
import { registerSigningVerbs } from './signing/verbs.ts';
import { registerAuditVerbs } from './verification/audit/verbs.ts';
import { registerVerificationVerbs } from './verification/verbs.ts';

export function registerCoreVerbs(program: Command): void {
  registerAdapterVerbs(program);
  registerPkiVerbs(program);
  registerSigningVerbs(program);
  registerVerificationVerbs(program);
  registerAuditVerbs(program);
}
