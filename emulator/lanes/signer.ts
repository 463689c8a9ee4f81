/** SoftHSM in a lane's process: one token, one key, and the next C_SignInit done before it is asked for. */
import { createRequire } from 'node:module';
import type * as Binding from 'pkcs11js';
import type { Preparation } from './messages.ts';

const pkcs11js: typeof Binding = createRequire(import.meta.url)('pkcs11js');

/** CKF_SERIAL_SESSION */
const readOnly = 4;
const CKU_USER = 1;
const maxSignature = 1024;

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
  const opened = () => {
    if (sessions === undefined) throw new Error('not open');
    return sessions;
  };
  return {
    open: (type) => {
      mechanism = { mechanism: type };
      begun = false;
      sessions = { present: openSession(), spare: openSession() };
    },
    begin: () => {
      const { present, spare } = opened();
      if (begun) sessions = { present: spare, spare: present };
      else library.C_SignInit(present, mechanism, key);
      begun = false;
    },
    sign: (input) => library.C_Sign(opened().present, input, signature),
    ahead: () => {
      library.C_SignInit(opened().spare, mechanism, key);
      begun = true;
    },
    close: () => {
      if (sessions === undefined) return;
      const { present, spare } = sessions;
      sessions = undefined;
      library.C_CloseSession(present);
      library.C_CloseSession(spare);
    },
  };
}
