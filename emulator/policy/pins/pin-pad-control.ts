/** The person before the PIN pads: sees what they ask, enters PINs, presses cancel. */
import { fail } from '../../errors.ts';
import { pinBytes } from '../../store/pin-bytes.ts';
import type { StoredToken } from '../../store/stored-token.ts';
import { CKR } from '../../wire/results.ts';
import type { EventName } from '../journal/event-names.ts';
import type { Shared } from '../line/application.ts';
import { type PadEntry, type PadQuestion, type PadRequest, type PinPads, padFields } from './pin-pad.ts';

/** One open question, for the control interface. */
export interface PadView {
  readonly label: string;
  readonly serial: string;
  readonly asks: PadQuestion;
  /** What an answer must have. */
  readonly needs: readonly ('pin' | 'newPin')[];
  readonly connection: number;
  readonly since: string;
}

/** The person at the PIN pads: `emulator.pinPad`. */
export interface PinPadControl {
  /** All open questions, the oldest first. */
  open(): readonly PadView[];
  /**
   * Enters what the pad of that token asks for (the oldest question, if there are several); waits up to `waitMs` for
   * a question, unless `signal` ends that. Throws TOKEN_UNKNOWN, TOKEN_PIN_PAD_MISSING, TOKEN_PIN_PAD_IDLE,
   * TOKEN_PIN_LETTERS, TOKEN_PIN_PAD_ENTRY.
   */
  enter(label: string, entry: PadEntry, waitMs?: number, signal?: AbortSignal): Promise<PadView>;
  /** Presses the cancel key. Throws the same, but for the last two. */
  cancel(label: string, waitMs?: number, signal?: AbortSignal): Promise<PadView>;
}

export function pinPadControl(shared: Shared): PinPadControl {
  const { pads, store, journal } = shared;

  async function answered(
    name: string,
    patience: { readonly waitMs: number; readonly signal: AbortSignal | undefined },
    answer: (request: PadRequest) => PadEntry | number,
    event: EventName,
  ): Promise<PadView> {
    const token = store.named(name);
    if (token.profile.pinPad === null) {
      throw fail('TOKEN_PIN_PAD_MISSING', { label: token.label(), profile: token.profile.id });
    }
    const request = await nextRequest(pads, token, patience);
    if (request === undefined) throw fail('TOKEN_PIN_PAD_IDLE', { label: token.label() });
    const given = answer(request);
    const view = padView(request);
    journal.event({ event, token: token.identity.serial, detail: request.asks });
    request.settle(given);
    return view;
  }

  return Object.freeze({
    open: () => [...pads.open].map(padView),
    enter: (name, entry, waitMs = 0, signal) =>
      answered(name, { waitMs, signal }, (request) => checkedEntry(request, entry), 'pin-pad-entered'),
    cancel: (name, waitMs = 0, signal) =>
      answered(
        name,
        { waitMs, signal },
        ({ token }) => CKR[token.profile.pinPad?.atCancel ?? 'CKR_CANCEL'],
        'pin-pad-cancelled',
      ),
  } satisfies PinPadControl);
}

function checkedEntry({ token, asks }: PadRequest, entry: PadEntry): PadEntry {
  const needs = padFields(asks);
  const given = (['pin', 'newPin'] as const).filter((field) => entry[field] !== undefined);
  for (const field of given) pinBytes(entry[field] ?? '', field === 'pin' ? 'PIN' : 'new PIN');
  if (needs.length === given.length && needs.every((field) => given.includes(field))) return entry;
  throw fail('TOKEN_PIN_PAD_ENTRY', { label: token.label(), asks, needs: needs.join(' and ') });
}

function padView({ token, application, asks, since }: PadRequest): PadView {
  return Object.freeze({
    label: token.label(),
    serial: token.identity.serial,
    asks,
    needs: padFields(asks),
    connection: application.connection,
    since: since.toISOString(),
  });
}

/** The oldest question on that pad, or the first that comes within `waitMs`. */
function nextRequest(
  pads: PinPads,
  token: StoredToken,
  { waitMs, signal }: { readonly waitMs: number; readonly signal: AbortSignal | undefined },
): Promise<PadRequest | undefined> {
  const present = (): PadRequest | undefined => [...pads.open].find((request) => request.token === token);
  const now = present();
  if (now !== undefined || waitMs <= 0 || signal?.aborted === true) return Promise.resolve(now);
  return new Promise((resolve) => {
    const end = (request: PadRequest | undefined): void => {
      clearTimeout(timer);
      pads.watchers.delete(look);
      resolve(request);
    };
    const look = (): void => {
      const request = present();
      if (request !== undefined) end(request);
    };
    const timer = setTimeout(() => end(undefined), waitMs).unref();
    // Whoever has gone away must not answer a question that comes later.
    signal?.addEventListener('abort', () => end(undefined), { once: true });
    pads.watchers.add(look);
  });
}
