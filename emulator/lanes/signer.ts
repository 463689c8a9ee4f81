/**
 * SoftHSM in a lane's process: one token, one key, and the next C_SignInit done before it is asked for.
 *
 * SoftHSM opens, locks and reads the files of a token's object for each of its attributes, some twelve times in a
 * C_SignInit. So a copy signs, which is an object of a session: in this process only, gone when the lane is left, as
 * sensitive as the key. A key that cannot be copied (CKA_COPYABLE false) signs itself.
 */
import { createRequire } from 'node:module';
import type * as Binding from 'pkcs11js';
import type { Preparation } from './messages.ts';

const pkcs11js: typeof Binding = createRequire(import.meta.url)('pkcs11js');

/** CKF_SERIAL_SESSION */
const readOnly = 4;
const CKU_USER = 1;
const CKA_TOKEN = 1;
const maxSignature = 1024;
/** Milliseconds after which the key itself is used again: so SoftHSM finds out that somebody has removed its file. */
const copyAlone = 20;

export interface Signer {
  /** Two fresh sessions for that mechanism. Throws SoftHSM's error, as all do. */
  open(mechanism: number): void;
  begin(): void;
  /** The signature is valid until the next call. */
  sign(input: Buffer): Buffer;
  /** Begins the next one; to be called when the answer has gone out. */
  ahead(): void;
  /** Whatever is under way is given up. */
  close(): void;
}

/** Loads the library, or takes the one that is loaded, and finds the key. Throws with the reason. */
export type FindSigner = (preparation: Preparation) => Signer;

export function signerFinder(): FindSigner {
  const library = new pkcs11js.PKCS11();
  let keeper: Binding.Handle | undefined;
  let slot: Binding.Handle | undefined;

  /** That session is never used: it keeps the login. */
  function loggedIn({ softhsm, name, pin }: Preparation): Binding.Handle {
    if (keeper !== undefined) return keeper;
    library.load(softhsm);
    library.C_Initialize();
    [slot] = library.C_GetSlotList(true);
    if (slot === undefined) throw new Error('no slot');
    if (library.C_GetTokenInfo(slot).label.trim() !== name) throw new Error('another token');
    const session = library.C_OpenSession(slot, readOnly);
    library.C_Login(session, CKU_USER, pin);
    keeper = session;
    return session;
  }

  return (preparation) => {
    const session = loggedIn(preparation);
    const template = preparation.key.map(({ type, value }) => ({ type, value: Buffer.from(value, 'hex') }));
    library.C_FindObjectsInit(session, template);
    const found = library.C_FindObjects(session, 2);
    library.C_FindObjectsFinal(session);
    const [key] = found;
    if (key === undefined || found.length !== 1) throw new Error(`${found.length} keys`);
    return signer(library, () => library.C_OpenSession(slot ?? session, readOnly), key);
  };
}

function signer(library: Binding.PKCS11, openSession: () => Binding.Handle, key: Binding.Handle): Signer {
  const signature = Buffer.alloc(maxSignature);
  let sessions: { present: Binding.Handle; spare: Binding.Handle } | undefined;
  let mechanism: Binding.Mechanism = { mechanism: 0 };
  let begun = false;
  let copy: Binding.Handle | undefined;
  let keyUsed = Number.NEGATIVE_INFINITY;
  const opened = () => {
    if (sessions === undefined) throw new Error('not open');
    return sessions;
  };
  function signInit(session: Binding.Handle): void {
    const now = performance.now();
    if (copy !== undefined && now - keyUsed < copyAlone) {
      library.C_SignInit(session, mechanism, copy);
      return;
    }
    library.C_SignInit(session, mechanism, key);
    keyUsed = now;
  }
  return {
    open: (type) => {
      mechanism = { mechanism: type };
      begun = false;
      keyUsed = Number.NEGATIVE_INFINITY;
      sessions = { present: openSession(), spare: openSession() };
      copy = copied(library, sessions.present, key);
    },
    begin: () => {
      const { present, spare } = opened();
      if (begun) sessions = { present: spare, spare: present };
      else signInit(present);
      begun = false;
    },
    sign: (input) => library.C_Sign(opened().present, input, signature),
    ahead: () => {
      signInit(opened().spare);
      begun = true;
    },
    close: () => {
      if (sessions === undefined) return;
      const { present, spare } = sessions;
      sessions = undefined;
      copy = undefined;
      library.C_CloseSession(present);
      library.C_CloseSession(spare);
    },
  };
}

/** It ends with that session. */
function copied(
  library: Binding.PKCS11,
  session: Binding.Handle,
  key: Binding.Handle,
): Binding.Handle | undefined {
  try {
    return library.C_CopyObject(session, key, [{ type: CKA_TOKEN, value: false }]);
  } catch {
    return undefined;
  }
}
