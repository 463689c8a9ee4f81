/** What tools of issuers, administrators and tests do to the PINs and the switch of a token, as the Emulator offers it. */
import type { Emulator } from '../../emulator-interface.ts';
import type { Shared } from '../line/application.ts';
import { initialiseToken } from './initialise.ts';
import { lockToken, setTries } from './set-tries.ts';
import { resetTries, writeProtect } from './token-tool.ts';
import { unlockToken } from './unlock.ts';

type TokenTools = Pick<
  Emulator,
  'initialise' | 'lock' | 'unlock' | 'resetTries' | 'setTries' | 'writeProtect'
>;

export function tokenTools(shared: Shared): TokenTools {
  return {
    initialise: (label, pins) => initialiseToken(shared, label, pins),
    lock: (label, role) => lockToken(shared, label, role),
    unlock: (label, pins) => unlockToken(shared, label, pins),
    resetTries: (label) => resetTries(shared, label),
    setTries: (label, tries) => setTries(shared, label, tries),
    writeProtect: (label, on) => writeProtect(shared, label, on),
  };
}
