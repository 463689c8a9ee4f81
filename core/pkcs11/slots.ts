/** Slots and the tokens in them, as the module describes them at this moment. */
import { call, ckrOf } from './ckr.ts';
import { decodedTokenFlags, type TokenFlags } from './flags.ts';
import type { Handle, NativeModule } from './native.ts';

export interface ModuleInfo {
  readonly description: string;
  readonly manufacturer: string;
  /** Of the library, `2.6`. */
  readonly version: string;
  /** Of the standard that it follows, `2.40`. */
  readonly cryptoki: string;
}

export interface SlotInfo {
  /** The slot's number, decimal. */
  readonly slot: string;
  readonly description: string;
  readonly tokenPresent: boolean;
  readonly removable: boolean;
}

export interface TokenInfo {
  readonly slot: string;
  readonly label: string;
  readonly serial: string;
  readonly model: string;
  readonly manufacturer: string;
  readonly flags: TokenFlags;
  readonly pinLength: { readonly min: number; readonly max: number };
  readonly hardwareVersion: string;
  readonly firmwareVersion: string;
}

// The binding does not export these (PKCS#11 v2.40, CK_SLOT_INFO).
const CKF_TOKEN_PRESENT = 1;
const CKF_REMOVABLE_DEVICE = 2;

/** The module as it describes itself. */
export function moduleInfo(native: NativeModule): ModuleInfo {
  const info = call('C_GetInfo', () => native.C_GetInfo());
  return Object.freeze({
    description: unpadded(info.libraryDescription),
    manufacturer: unpadded(info.manufacturerID),
    version: dotted(info.libraryVersion),
    cryptoki: dotted(info.cryptokiVersion),
  });
}

export function listSlots(native: NativeModule): readonly SlotInfo[] {
  return call('C_GetSlotList', () => native.C_GetSlotList(false)).map((handle) => {
    const info = call('C_GetSlotInfo', () => native.C_GetSlotInfo(handle));
    return Object.freeze({
      slot: slotNumber(handle),
      description: unpadded(info.slotDescription),
      tokenPresent: (info.flags & CKF_TOKEN_PRESENT) !== 0,
      removable: (info.flags & CKF_REMOVABLE_DEVICE) !== 0,
    });
  });
}

/** Every token that can be described; one that is pulled out while we ask is left out, as if it had gone before. */
export function listTokens(native: NativeModule): readonly TokenInfo[] {
  return call('C_GetSlotList', () => native.C_GetSlotList(true)).flatMap((handle) => {
    try {
      return [tokenInfo(native, handle)];
    } catch (error) {
      if (absences.has(ckrOf(error)?.name ?? '')) return [];
      throw error;
    }
  });
}

const absences = new Set([
  'CKR_TOKEN_NOT_PRESENT',
  'CKR_TOKEN_NOT_RECOGNIZED',
  'CKR_DEVICE_REMOVED',
  'CKR_SLOT_ID_INVALID',
]);

export function tokenInfo(native: NativeModule, slot: Handle): TokenInfo {
  const info = call('C_GetTokenInfo', () => native.C_GetTokenInfo(slot));
  return Object.freeze({
    slot: slotNumber(slot),
    label: unpadded(info.label),
    serial: unpadded(info.serialNumber),
    model: unpadded(info.model),
    manufacturer: unpadded(info.manufacturerID),
    flags: decodedTokenFlags(info.flags),
    pinLength: Object.freeze({ min: info.minPinLen, max: info.maxPinLen }),
    hardwareVersion: dotted(info.hardwareVersion),
    firmwareVersion: dotted(info.firmwareVersion),
  });
}

export function slotNumber(handle: Handle): string {
  return handle.length === 8 ? handle.readBigUInt64LE().toString() : handle.readUInt32LE().toString();
}

export function slotHandle(slot: string): Handle {
  const handle = Buffer.alloc(8);
  handle.writeBigUInt64LE(BigInt(slot));
  return handle;
}

/** Fixed-width fields are padded with blanks; some modules pad with NULs. */
function dotted({ major, minor }: { readonly major: number; readonly minor: number }): string {
  return `${major}.${minor}`;
}

function unpadded(text: string): string {
  return text.replace(/[\0 ]+$/, '');
}
