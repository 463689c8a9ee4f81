/** Statements on the behaviour of a product, over the journal of the emulator that it worked with. */
import { stopsAfterLock } from './after-lock.ts';
import type { Behaviour } from './behaviour.ts';
import { usesStrongDigest } from './digest.ts';
import { asksForNoKeyMaterial } from './key-material.ts';
import { closesSessions, finalises, logsOut } from './left-open.ts';
import { sendsNoPinTwice } from './pin-resent.ts';
import { doesNotBusyPoll } from './polling.ts';

export type { Behaviour, Entries, Observation } from './behaviour.ts';

/** By stable name. */
export const behaviours = Object.freeze({
  'sends-no-pin-twice': sendsNoPinTwice,
  'stops-after-lock': stopsAfterLock,
  'logs-out': logsOut,
  'closes-sessions': closesSessions,
  finalises,
  'uses-strong-digest': usesStrongDigest,
  'asks-for-no-key-material': asksForNoKeyMaterial,
  'does-not-busy-poll': doesNotBusyPoll,
} satisfies Readonly<Record<string, Behaviour>>);

export type BehaviourName = keyof typeof behaviours;
