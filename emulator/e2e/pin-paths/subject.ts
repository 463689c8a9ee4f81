/** One token of a real emulator with its model and its connections: what every kind of step works on. */
import { expect } from 'vitest';
import type { Emulator } from '../../index.ts';
import type { PadEntry } from '../../policy/pins/pin-pad.ts';
import type { CountedPin, TokenProfile } from '../../token/profile.ts';
import { valueWriter } from '../../wire/values.ts';
import type { RawApplication } from '../raw-application.ts';
import * as expected from './model.ts';
import { connect } from './raw-calls.ts';
import { connections, type PinChoice } from './steps.ts';

export interface Connected {
  app: RawApplication;
  session: number | undefined;
  other: number | undefined;
}

export interface Subject {
  readonly profile: TokenProfile;
  readonly serial: string;
  readonly slot: number;
  /** A restart puts another one in its place. */
  emulator: Emulator;
  /** Several calls at once leave the one behind that explains them. */
  model: expected.Model;
  connected(at: number): Connected;
  /** False where no session can be had now. */
  ready(at: number): Promise<boolean>;
  sessionOf(at: number, which?: expected.Which): number;
  /** The PIN that is meant, as things are now. */
  chosen(choice: PinChoice, who: CountedPin): string;
  close(at: number, which: expected.Which): Promise<void>;
  closeAll(): Promise<void>;
  callInitToken(at: number, entry: PadEntry): Promise<string>;
  /** `OK`, or the code of the error. */
  toolUnlock(proof: 'so' | 'puk', secret: string, fresh: string): Promise<string>;
  /** All connections anew, without a session. */
  reconnect(): Promise<void>;
  /** The applications go. */
  leave(): void;
}

export const both = ['session', 'other'] as const;
const first = { pin: '123456', soPin: '87654321', puk: '11223344' } as const;
export const start = '2026-01-01T00:00:00.000Z';

export async function newSubject(emulator: Emulator, profile: TokenProfile, label: string): Promise<Subject> {
  const puk = profile.unlock === 'puk-setpin' ? first.puk : null;
  const { serial, slot } = await emulator.createToken({
    label,
    profile,
    pin: first.pin,
    soPin: first.soPin,
    ...(puk === null ? {} : { puk }),
  });
  const model = expected.newModel(profile, { ...first, puk }, Date.parse(start), connections);
  const all: Connected[] = [];
  for (let at = 0; at < connections; at++)
    all.push({ app: await connect(emulator), session: undefined, other: undefined });
  const subject: Subject = {
    profile,
    serial,
    slot,
    emulator,
    model,
    connected,
    ready,
    sessionOf,
    chosen,
    close,
    closeAll,
    callInitToken,
    toolUnlock,
    reconnect,
    leave,
  };
  return subject;

  function connected(at: number): Connected {
    const one = all[at];
    if (one === undefined) throw new Error('no such connection');
    return one;
  }

  async function ready(at: number): Promise<boolean> {
    const connection = expected.connectionAt(subject.model, at);
    if (connection.session !== 'none') return true;
    if (!subject.model.inserted) return false;
    connected(at).session = await connected(at).app.open(slot);
    connection.session = 'open';
    return true;
  }

  function sessionOf(at: number, which: expected.Which = 'session'): number {
    return connected(at)[which] ?? 0;
  }

  function chosen(choice: PinChoice, who: CountedPin): string {
    const { user, so } = subject.model.pins;
    switch (choice) {
      case 'right':
        return subject.model.pins[who] ?? '00000000';
      case 'short':
        return '1';
      case 'long':
        return '1'.repeat(12);
      case 'letters':
        return 'qwertz';
      case 'other-role':
        return (who === 'so' ? user : so) ?? '99999999';
      case 'puk':
        return first.puk;
      default:
        return '00000000';
    }
  }

  async function callInitToken(at: number, { pin }: PadEntry): Promise<string> {
    const bytes = pin === undefined ? undefined : Buffer.from(pin);
    const values = valueWriter()
      .ulong(slot)
      .bytes(bytes)
      .string(Buffer.from(label.padEnd(32)))
      .end();
    return (await connected(at).app.call('C_InitToken', values)).result;
  }

  async function closeAll(): Promise<void> {
    for (let one = 0; one < connections; one++) for (const which of both) await close(one, which);
  }

  async function close(at: number, which: expected.Which): Promise<void> {
    if (expected.connectionAt(subject.model, at)[which] === 'none') return;
    const values = valueWriter().ulong(sessionOf(at, which)).end();
    const { result } = await connected(at).app.call('C_CloseSession', values);
    expect(result).toBe(subject.model.inserted ? 'CKR_OK' : 'CKR_DEVICE_REMOVED');
    expected.closeSession(subject.model, at, which);
  }

  async function toolUnlock(proof: 'so' | 'puk', secret: string, fresh: string): Promise<string> {
    const pins = { [proof === 'so' ? 'soPin' : 'puk']: secret, newPin: fresh };
    return coded(() => subject.emulator.unlock(serial, pins));
  }

  async function reconnect(): Promise<void> {
    for (const [at, one] of all.entries()) {
      one.app = await connect(subject.emulator);
      one.session = undefined;
      one.other = undefined;
      const gone = { session: 'none', other: 'none', login: 'none', limited: false } as const;
      Object.assign(expected.connectionAt(subject.model, at), gone);
    }
  }

  function leave(): void {
    for (const { app } of all) app.close();
  }
}

/** `OK`, or the code of the error. */
export async function coded(work: () => Promise<unknown>): Promise<string> {
  return work().then(
    () => 'OK',
    (error: { code?: string; message: string }) => error.code ?? error.message,
  );
}
