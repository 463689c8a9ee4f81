/** Issues a certificate to a token: key generated there, possession proved, certificate stored beside the key. */
import {
  ckrOf,
  type KeyType,
  openModule,
  outcome,
  type Pkcs11Session,
  type TokenKey,
} from '../pkcs11/index.ts';
import { ck } from '../pkcs11/native.ts';
import { certificateRequest, requestedPublicKey } from './certificate-request.ts';
import type { x509 } from './x509.ts';

export interface TokenTarget {
  /** Path of the PKCS#11 module. */
  readonly module: string;
  /** For modules that read it, as the environment of `openModule`. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly tokenLabel: string;
  readonly pin: string;
  readonly keyType?: KeyType;
  /** CKA_LABEL of key and certificate; the subscriber's id when not given. */
  readonly label?: string;
}

export interface ToStore {
  readonly der: Uint8Array;
  /** Issuers to store as well. */
  readonly authorities: readonly {
    readonly label: string;
    readonly id: Uint8Array;
    readonly der: Uint8Array;
  }[];
}

/**
 * Generates a key on the token, has `certify` issue for it, stores the result. If anything fails on the way the
 * key is removed again, so that a token never keeps a key without a certificate.
 */
export async function issueOntoToken<Issued extends ToStore>(options: {
  readonly target: TokenTarget;
  readonly label: string;
  readonly keyType: KeyType;
  readonly subject: x509.Name;
  readonly certify: (publicKey: Uint8Array) => Promise<Issued>;
}): Promise<Issued> {
  const { target, label, keyType, subject, certify } = options;
  const module = openModule(target.module, { environment: target.environment ?? {} });
  try {
    const session = module.openToken({ label: target.tokenLabel }).openSession();
    try {
      const loggedIn = loginUnlessDone(session, target.pin);
      try {
        return await withKey(session, { label, type: keyType }, async (key) => {
          const issued = await certify(await provenPublicKey(session, key, subject));
          session.storeCertificate({ der: issued.der, label, id: key.id });
          for (const authority of issued.authorities) session.storeCertificate(authority);
          return issued;
        });
      } finally {
        if (loggedIn) quietly(() => session.logout());
      }
    } finally {
      quietly(() => session.close());
    }
  } finally {
    module.close();
  }
}

/** Login belongs to the whole process: whoever logged in before us must not be logged out by us. */
function loginUnlessDone(session: Pkcs11Session, pin: string): boolean {
  try {
    session.login('user', pin);
    return true;
  } catch (error) {
    if (ckrOf(error)?.name === 'CKR_USER_ALREADY_LOGGED_IN') return false;
    throw error;
  }
}

async function withKey<T>(
  session: Pkcs11Session,
  spec: { readonly label: string; readonly type: KeyType },
  use: (key: TokenKey) => Promise<T>,
): Promise<T> {
  const key = session.generateKeyPair(spec);
  try {
    return await use(key);
  } catch (error) {
    quietly(() => {
      for (const object of session.findObjects([{ type: ck.CKA_ID, value: key.id }])) {
        session.destroyObject(object);
      }
    });
    throw error;
  }
}

/** Tidying up: when the token is gone it fails as well, and the first error says more. */
function quietly(run: () => void): void {
  outcome(run);
}

async function provenPublicKey(
  session: Pkcs11Session,
  key: TokenKey,
  subject: x509.Name,
): Promise<Uint8Array> {
  const request = certificateRequest({
    subject,
    publicKey: session.publicKey(key),
    keyType: key.type === 'ec' ? 'ec' : 'rsa',
    sign: (data) => session.sign(key, data),
  });
  return requestedPublicKey(request);
}
