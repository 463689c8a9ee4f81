/** PIN pads, counters and profiles of a running emulator, for the typed client. */
import type { PadEntry } from '../../policy/pins/pin-pad.ts';
import type { PadView } from '../../policy/pins/pin-pad-control.ts';
import type { TriesWanted } from '../../token/pin-tries.ts';
import type { TokenProfile } from '../../token/profile.ts';
import type { TokenView } from '../../token/state.ts';
import type { Ask } from './ask.ts';
import { tokenPath } from './tokens.ts';

export interface PinClient {
  profiles(): Promise<readonly TokenProfile[]>;
  resetTries(label: string): Promise<TokenView>;
  setTries(label: string, tries: TriesWanted): Promise<TokenView>;
  writeProtect(label: string, on: boolean): Promise<TokenView>;
  readonly pinPad: {
    open(): Promise<readonly PadView[]>;
    enter(label: string, entry: PadEntry, waitMs?: number): Promise<PadView>;
    cancel(label: string, waitMs?: number): Promise<PadView>;
  };
}

export function pinClient(ask: Ask): PinClient {
  return {
    profiles: () => ask<readonly TokenProfile[]>('GET', '/profiles'),
    resetTries: (label) => ask<TokenView>('POST', `${tokenPath(label)}/reset-tries`),
    setTries: (label, tries) => ask<TokenView>('POST', `${tokenPath(label)}/set-tries`, tries),
    writeProtect: (label, on) => ask<TokenView>('POST', `${tokenPath(label)}/write-protect`, { on }),
    pinPad: Object.freeze({
      open: () => ask<readonly PadView[]>('GET', '/pin-pad'),
      enter: (label, entry, waitMs = 0) =>
        ask<PadView>('POST', `${tokenPath(label)}/pin-pad`, { ...entry, waitMs }),
      cancel: (label, waitMs = 0) => ask<PadView>('POST', `${tokenPath(label)}/pin-pad/cancel`, { waitMs }),
    } satisfies PinClient['pinPad']),
  };
}
