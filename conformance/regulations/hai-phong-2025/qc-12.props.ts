/** Properties of article 12: when a token locks, who restores it, and what it is like afterwards. */
import * as fc from 'fast-check';
import { otherPin } from '../../arbitraries/pins.ts';
import { keepsKeysThroughRestore } from '../../checks/token/keeps-keys-through-restore.ts';
import { locksAfterWrongPins } from '../../checks/token/locks-after-wrong-pins.ts';
import { opensWithNewPinAfterRestore } from '../../checks/token/opens-with-new-pin-after-restore.ts';
import { restoresOnlyWithAuthority } from '../../checks/token/restores-only-with-authority.ts';
import { sparesSoTries } from '../../checks/token/spares-so-tries.ts';
import type { Workbench } from '../../material/workbench.ts';
import { property } from '../binding.ts';

const qc12 = (place: string) => `hai-phong-2025/qc-12/${place}`;

const pins = ({ token }: Workbench) => fc.record({ wrongPin: otherPin(token), newPin: otherPin(token) });
const runs = 2;

export const qc12Properties = [
  property(qc12('k1.1'), 'token', {
    cases: ({ token }) => fc.record({ wrongPin: otherPin(token), ways: fc.constant(['login'] as const) }),
    runs,
    check: (bench, guesses) => locksAfterWrongPins(bench, guesses, 'TOKEN_DOES_NOT_LOCK'),
  }),
  property(qc12('k1.2'), 'token', {
    cases: ({ token }) =>
      fc.record({
        wrongPin: otherPin(token),
        ways: fc.constantFrom(
          ['set-pin'] as const,
          ['set-pin', 'login'] as const,
          ['login', 'set-pin'] as const,
        ),
      }),
    runs,
    check: (bench, guesses) => locksAfterWrongPins(bench, guesses, 'GUESSES_WHILE_CHANGING_NOT_COUNTED'),
  }),
  property(qc12('k1.3'), 'token', { cases: ({ token }) => otherPin(token), runs, check: sparesSoTries }),
  property(qc12('k2.b.2'), 'token', {
    cases: ({ token }) =>
      fc.record({ wrongPin: otherPin(token), wrongSoPin: otherPin(token), newPin: otherPin(token) }),
    runs,
    check: restoresOnlyWithAuthority,
  }),
  property(qc12('k2.b.3'), 'token', { cases: pins, runs, check: opensWithNewPinAfterRestore }),
  property(qc12('k2.b.4'), 'token', { cases: pins, runs, check: keepsKeysThroughRestore }),
];
