/** One slot with the token in it: what it says of itself, its mechanisms, sessions and initialisation. */
import { call } from './ckr.ts';
import { fail } from './errors.ts';
import { ck, type Handle, type NativeModule } from './native.ts';
import { openedSession, type Pkcs11Session } from './session.ts';
import { slotNumber, type TokenInfo, tokenInfo } from './slots.ts';

export interface Pkcs11Token {
  readonly slot: string;
  /** Asked anew at each call: flags change with every wrong PIN. */
  info(): TokenInfo;
  /** CKM_ numbers. Some clients count more than they list. */
  mechanisms(): ReadonlySet<number>;
  openSession(options?: { readonly readOnly?: boolean }): Pkcs11Session;
  closeAllSessions(): void;
  /** C_InitToken: wipes the token. `label` is at most 32 bytes of UTF-8. */
  initialise(soPin: string, label: string): void;
}

export function openedToken(native: NativeModule, slot: Handle): Pkcs11Token {
  const token: Pkcs11Token = Object.freeze({
    slot: slotNumber(slot),
    info: () => tokenInfo(native, slot),
    mechanisms: () => new Set(call('C_GetMechanismList', () => native.C_GetMechanismList(slot))),
    openSession: (options: { readonly readOnly?: boolean } = {}) => {
      const flags = ck.CKF_SERIAL_SESSION | (options.readOnly === true ? 0 : ck.CKF_RW_SESSION);
      const handle = call('C_OpenSession', () => native.C_OpenSession(slot, flags));
      return openedSession({
        native,
        handle,
        label: tokenInfo(native, slot).label,
        mechanisms: once(token.mechanisms),
      });
    },
    closeAllSessions: () => call('C_CloseAllSessions', () => native.C_CloseAllSessions(slot)),
    initialise: (soPin: string, label: string) => {
      call('C_InitToken', () => native.C_InitToken(slot, soPin, paddedLabel(label)));
    },
  });
  return token;
}

/** The binding passes the text as it is, and the field is 32 bytes padded with blanks. */
function paddedLabel(label: string): string {
  const text = label.normalize('NFC');
  const bytes = Buffer.byteLength(text);
  if (bytes > 32) throw fail('PKCS11_LABEL_TOO_LONG', { label, bytes });
  return text + ' '.repeat(32 - bytes);
}

function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}
