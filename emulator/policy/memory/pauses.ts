/** Why nothing is read from a connection for now: whether it is the application that is waited for, or the emulator. */
import type { Socket } from 'node:net';

/** `application`: it has not read its answers. `emulator`: its earlier calls, an engine or memory must come first. */
export type HeldBy = 'application' | 'emulator';

export interface Pauses {
  /** Nothing more is read until as many releases. */
  hold(by: HeldBy): void;
  release(by: HeldBy): void;
  /** It is read. */
  none(): boolean;
}

/** `changed` hears who holds it up; both: it is the application. Undefined: nobody, it is read on unless `changed` holds it. */
export function pausesOf(
  socket: Pick<Socket, 'pause' | 'resume' | 'destroyed'>,
  changed: (by: HeldBy | undefined) => void,
): Pauses {
  const holds = { application: 0, emulator: 0 };
  let told: HeldBy | undefined;

  const none = (): boolean => holds.application + holds.emulator === 0;

  function tell(): void {
    const now = holds.application > 0 ? 'application' : holds.emulator > 0 ? 'emulator' : undefined;
    if (now === told) return;
    told = now;
    changed(now);
  }

  return Object.freeze({
    hold: (by) => {
      holds[by]++;
      socket.pause();
      tell();
    },
    release: (by) => {
      holds[by]--;
      if (socket.destroyed) return;
      tell();
      if (none()) socket.resume();
    },
    none,
  } satisfies Pauses);
}
