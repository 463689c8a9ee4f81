/** Opens PKCS#11 modules: one C_Initialize for each module in a process, finalised when its last user closes it. */
import { existsSync, realpathSync } from 'node:fs';
import { basename } from 'node:path';
import { type Bilingual, both } from '../../foundation/bilingual.ts';
import { call, ckrOf } from './ckr.ts';
import { fail } from './errors.ts';
import { ck, type NativeModule } from './native.ts';
import {
  listSlots,
  listTokens,
  type ModuleInfo,
  moduleInfo,
  type SlotInfo,
  slotHandle,
  slotNumber,
  type TokenInfo,
} from './slots.ts';
import { openedToken, type Pkcs11Token } from './token.ts';

export interface Pkcs11Module {
  readonly path: string;
  /** What the module says of itself (C_GetInfo). */
  info(): ModuleInfo;
  slots(): readonly SlotInfo[];
  /** Tokens present now, blank ones included. */
  tokens(): readonly TokenInfo[];
  /** The one token that matches all given fields. Label and serial never match a blank token; `slot` does. */
  openToken(selector: TokenSelector): Pkcs11Token;
  /** The slot in which something happened since the last call, or undefined. Never waits (CKF_DONT_BLOCK). */
  slotEvent(): string | undefined;
  /** C_Finalize and C_Initialize: what a p11-kit client needs after its server went away. All sessions are lost. */
  reinitialise(): void;
  /** Gives the module back. The last user's call finalises it; a second call by the same user does nothing. */
  close(): void;
}

export interface TokenSelector {
  readonly label?: string;
  readonly serial?: string;
  readonly slot?: string;
}

export interface ModuleOptions {
  /** Set in this process's environment before the library is loaded, where modules read it (P11_KIT_SERVER_ADDRESS, SOFTHSM2_CONF). */
  readonly environment?: Readonly<Record<string, string>>;
  /** The reserved argument of C_Initialize, which NSS reads. */
  readonly libraryParameters?: string;
}

interface Loaded {
  readonly native: NativeModule;
  readonly options: ModuleOptions;
  users: number;
}

const loaded = new Map<string, Loaded>();
/** Unloading a library that has run threads or fork handlers crashes some modules, so none ever is. */
const keptForever: NativeModule[] = [];

/**
 * Opens a module by the path of its shared library.
 * @throws PKCS11_MODULE_NOT_FOUND, PKCS11_MODULE_UNUSABLE
 */
export function openModule(path: string, options: ModuleOptions = {}): Pkcs11Module {
  if (!existsSync(path)) throw fail('PKCS11_MODULE_NOT_FOUND', { path });
  Object.assign(process.env, options.environment);
  const key = identity(realpathSync(path));
  const entry = loaded.get(key) ?? load(path, options);
  loaded.set(key, entry);
  entry.users += 1;
  return moduleView(path, entry, () => release(key, entry));
}

/** For a thread that loads the module: when that ends, the library stays. A path that cannot be loaded is its matter. */
export function keepModule(path: string): void {
  const native = new ck.PKCS11();
  try {
    native.load(path);
    keptForever.push(native);
  } catch {
    // The thread says what is wrong.
  }
}

/** A p11-kit client is one connection to one address, so two addresses are two modules in one process. */
function identity(path: string): string {
  const remote = basename(path).startsWith('p11-kit-client');
  return remote ? `${path}\0${process.env.P11_KIT_SERVER_ADDRESS ?? ''}` : path;
}

function load(path: string, options: ModuleOptions): Loaded {
  const native = new ck.PKCS11();
  try {
    native.load(path);
    keptForever.push(native);
    initialise(native, options);
  } catch (error) {
    const reason = ckrOf(error)?.name ?? (error instanceof Error ? error.message : String(error));
    throw fail('PKCS11_MODULE_UNUSABLE', { path, reason }, error);
  }
  return { native, options, users: 0 };
}

/** Modules behind p11-kit refuse arguments without CKF_OS_LOCKING_OK (CKR_CANT_LOCK). */
function initialise(native: NativeModule, options: ModuleOptions): void {
  const { libraryParameters } = options;
  const parameters = libraryParameters === undefined ? {} : { libraryParameters };
  call('C_Initialize', () => native.C_Initialize({ flags: ck.CKF_OS_LOCKING_OK, ...parameters }));
}

function release(key: string, entry: Loaded): void {
  entry.users -= 1;
  if (entry.users > 0) return;
  if (loaded.get(key) === entry) loaded.delete(key);
  call('C_Finalize', () => entry.native.C_Finalize());
}

function moduleView(path: string, entry: Loaded, giveBack: () => void): Pkcs11Module {
  const { native } = entry;
  let open = true;
  return Object.freeze({
    path,
    info: () => moduleInfo(native),
    slots: () => listSlots(native),
    tokens: () => listTokens(native),
    openToken: (selector: TokenSelector) =>
      openedToken(native, slotHandle(selectToken(native, selector).slot)),
    slotEvent: () => {
      const slot = call('C_WaitForSlotEvent', () => native.C_WaitForSlotEvent(ck.CKF_DONT_BLOCK));
      return slot === null ? undefined : slotNumber(slot);
    },
    reinitialise: () => {
      call('C_Finalize', () => native.C_Finalize());
      initialise(native, entry.options);
    },
    close: () => {
      if (open) giveBack();
      open = false;
    },
  });
}

function selectToken(native: NativeModule, selector: TokenSelector): TokenInfo {
  const tokens = listTokens(native);
  const matching = tokens.filter((token) => matches(token, selector));
  const [first, ...others] = matching;
  if (first === undefined) {
    // Modules show a blank token where the next one would be made: nobody's.
    const labels = tokens.map(({ label }) => label).filter((label) => label !== '');
    const present = labels.map((label) => `"${label}"`).join(', ');
    throw fail('PKCS11_TOKEN_NOT_FOUND', {
      wanted: described(selector),
      present: present === '' ? both('none', 'không có token nào') : present,
    });
  }
  if (others.length > 0) {
    throw fail('PKCS11_TOKEN_AMBIGUOUS', { wanted: described(selector), count: matching.length });
  }
  return first;
}

function matches(token: TokenInfo, { label, serial, slot }: TokenSelector): boolean {
  if (slot !== undefined && slot !== token.slot) return false;
  if (label === undefined && serial === undefined) return slot !== undefined || token.flags.initialised;
  if (!token.flags.initialised) return false;
  if (label !== undefined && label.normalize('NFC') !== token.label.normalize('NFC')) return false;
  return serial === undefined || serial === token.serial;
}

function described({ label, serial, slot }: TokenSelector): Bilingual {
  const parts = [
    label === undefined ? [] : [both(`label "${label}"`, `nhãn "${label}"`)],
    serial === undefined ? [] : [both(`serial "${serial}"`, `số sê-ri "${serial}"`)],
    slot === undefined ? [] : [both(`slot ${slot}`, `khe cắm ${slot}`)],
  ];
  const named = parts.flat();
  if (named.length === 0) return both('any token', 'bất kỳ token nào');
  return both(named.map(({ en }) => en).join(', '), named.map(({ vi }) => vi).join(', '));
}
