/** Who is said to hold a connection up, and that it is read again only when nobody does. */
import { describe, expect, it } from 'vitest';
import { type HeldBy, pausesOf } from './pauses.ts';

function paused(changed: (by: HeldBy | undefined) => void = () => undefined) {
  const socket = {
    read: true,
    destroyed: false,
    pause() {
      this.read = false;
      return this as never;
    },
    resume() {
      this.read = true;
      return this as never;
    },
  };
  const told: (HeldBy | undefined)[] = [];
  const pauses = pausesOf(socket, (by) => {
    told.push(by);
    changed(by);
  });
  return { socket, told, pauses };
}

describe('a connection', () => {
  it('is read on when everybody who held it has let go', () => {
    const { socket, told, pauses } = paused();
    pauses.hold('emulator');
    pauses.hold('emulator');
    pauses.release('emulator');
    expect([socket.read, pauses.none()]).toEqual([false, false]);
    pauses.release('emulator');
    expect([socket.read, pauses.none(), told]).toEqual([true, true, ['emulator', undefined]]);
  });

  it('is held up by its application while that reads no answers, whoever else holds it', () => {
    const { told, pauses } = paused();
    pauses.hold('emulator');
    pauses.hold('application');
    pauses.release('application');
    pauses.release('emulator');
    expect(told).toEqual(['emulator', 'application', 'emulator', undefined]);
  });

  it('is not read on when somebody holds it again at that moment', () => {
    let again = true;
    const { socket, told, pauses } = paused((by) => {
      if (by !== undefined || !again) return;
      again = false;
      pauses.hold('emulator');
    });
    pauses.hold('application');
    pauses.release('application');
    expect([socket.read, told]).toEqual([false, ['application', undefined, 'emulator']]);
    pauses.release('emulator');
    expect(socket.read).toBe(true);
  });

  it('that is gone is not read on', () => {
    const { socket, told, pauses } = paused();
    pauses.hold('emulator');
    socket.destroyed = true;
    pauses.release('emulator');
    expect([socket.read, told]).toEqual([false, ['emulator']]);
  });
});
