/** A program that uses a token through PKCS#11, as any application does: one process, one login. Driven by messages of a check. */
import { createHash } from 'node:crypto';
import {
  ck,
  ckrOf,
  openModule,
  type Pkcs11Module,
  type Pkcs11Session,
  type Pkcs11Token,
  type TokenKey,
} from '../../../core/pkcs11/index.ts';
import { helperStarted } from '../../material/helper-process.ts';
import type { Code, Disclosure, StepName, StepRequest, Steps } from './application-steps.ts';

/** How a wrong token of the suite's own tests gets between this program and the module. */
export type Driver = (session: Pkcs11Session, token: Pkcs11Token) => Pkcs11Session;

interface Opened {
  readonly module: Pkcs11Module;
  readonly token: Pkcs11Token;
  readonly session: Pkcs11Session;
}

let opened: Opened | undefined;

const steps: { [Name in StepName]: (ask: Steps[Name]['ask']) => Promise<Steps[Name]['tell']> } = {
  open: async ({ module: path, label, slot, driver }) => {
    const module = openModule(path);
    const token = module.openToken({ label, ...(slot === undefined ? {} : { slot: String(slot) }) });
    const plain = token.openSession();
    const session =
      driver === undefined ? plain : ((await import(driver)) as { driver: Driver }).driver(plain, token);
    opened = { module, token, session };
    return ok;
  },
  login: async ({ role, pin }) => done(() => use().session.login(role, pin)),
  logout: async () => done(() => use().session.logout()),
  setPin: async ({ oldPin, newPin }) => done(() => use().session.setPin(oldPin, newPin)),
  initPin: async ({ pin }) => done(() => use().session.initPin(pin)),
  look: async () => {
    const { session, token } = use();
    const { flags, pinLength } = token.info();
    return { ...ok, seen: { loginState: session.loginState(), user: flags.user, so: flags.so, pinLength } };
  },
  key: async () => {
    const { session } = use();
    const [existing] = session.keys();
    const key = existing ?? session.generateKeyPair({ type: 'rsa-2048', label });
    const made = existing === undefined;
    try {
      const publicKey = Buffer.from(session.publicKey(key)).toString('base64');
      return { ...ok, id: key.id.toString('hex'), publicKey, made };
    } catch (error) {
      if (made) remove(session, key.id, keyPair);
      throw error;
    }
  },
  sign: async ({ id, message }) => {
    const { session } = use();
    const [key] = session.keys({ id: Buffer.from(id, 'hex') });
    if (key === undefined) return { code: 'KEY_NOT_FOUND' };
    return { ...ok, signature: Buffer.from(session.sign(key, Buffer.from(message))).toString('base64') };
  },
  inventory: async () => {
    const { session } = use();
    const certificates = session
      .certificates()
      .map(({ der }) => createHash('sha256').update(der).digest('hex'));
    return {
      ...ok,
      keys: session
        .keys()
        .map(({ id }) => id.toString('hex'))
        .sort(),
      certificates: certificates.sort(),
    };
  },
  disclose: async () => {
    const { session } = use();
    const keys = session.keys();
    return { ...ok, found: keys.flatMap((key) => disclosuresOf(session, key)), tried: keys.length };
  },
  storeCertificate: async ({ id, der }) =>
    done(() =>
      use().session.storeCertificate({ der: Buffer.from(der, 'base64'), label, id: Buffer.from(id, 'hex') }),
    ),
  remove: async ({ id, keyPair: pair, certificate }) =>
    done(() => {
      const classes = [...(pair ? keyPair : []), ...(certificate ? [ck.CKO_CERTIFICATE] : [])];
      remove(use().session, Buffer.from(id, 'hex'), classes);
    }),
};

/** Of everything that the suite puts on a token. */
const label = 'congvu conformance';
const keyPair = [ck.CKO_PRIVATE_KEY, ck.CKO_PUBLIC_KEY];

function remove(session: Pkcs11Session, id: Buffer, classes: readonly number[]): void {
  for (const kind of classes) {
    const template = [
      { type: ck.CKA_CLASS, value: kind },
      { type: ck.CKA_ID, value: id },
    ];
    for (const object of session.findObjects(template)) session.destroyObject(object);
  }
}

const ok = { code: 'CKR_OK' } as const;

function use(): Opened {
  if (opened === undefined) throw new Error('a step before open');
  return opened;
}

function done(run: () => void): { code: Code } {
  run();
  return ok;
}

/** Every way out that PKCS#11 has: reading the secret parts, clearing the protection, wrapping with a key we know. */
function disclosuresOf(session: Pkcs11Session, key: TokenKey): Disclosure[] {
  const name = key.id.toString('hex');
  const found: Disclosure[] = [];
  const secrets = {
    CKA_PRIVATE_EXPONENT: ck.CKA_PRIVATE_EXPONENT,
    CKA_PRIME_1: ck.CKA_PRIME_1,
    CKA_VALUE: ck.CKA_VALUE,
  };
  for (const [attribute, type] of Object.entries(secrets)) {
    const reading = session.readAttribute(key.handle, type);
    if (reading.state === 'read' && reading.value.length > 0)
      found.push({ key: name, way: { en: `${attribute} is readable`, vi: `đọc được ${attribute}` } });
  }
  const extractable = session.readAttribute(key.handle, ck.CKA_EXTRACTABLE);
  if (extractable.state === 'read' && extractable.value[0] === 1)
    found.push({ key: name, way: { en: 'CKA_EXTRACTABLE is set', vi: 'CKA_EXTRACTABLE đang bật' } });
  attempt(
    () => session.setAttributes(key.handle, [{ type: ck.CKA_EXTRACTABLE, value: true }]),
    () =>
      found.push({ key: name, way: { en: 'CKA_EXTRACTABLE can be set', vi: 'bật được CKA_EXTRACTABLE' } }),
  );
  attempt(
    () => session.setAttributes(key.handle, [{ type: ck.CKA_SENSITIVE, value: false }]),
    () =>
      found.push({ key: name, way: { en: 'CKA_SENSITIVE can be cleared', vi: 'tắt được CKA_SENSITIVE' } }),
  );
  attempt(
    () => {
      const wrapping = session.createKnownAesKey(Buffer.alloc(32, 7));
      return session.wrapKey({ mechanism: ck.CKM_AES_KEY_WRAP_PAD }, wrapping, key.handle);
    },
    () =>
      found.push({
        key: name,
        way: { en: 'C_WrapKey gives the key out', vi: 'C_WrapKey đưa khóa ra ngoài' },
      }),
  );
  return found;
}

/** A refusal is what is hoped for; anything that is no PKCS#11 refusal is thrown on. */
function attempt(run: () => unknown, succeeded: () => void): void {
  try {
    run();
    succeeded();
  } catch (error) {
    if (ckrOf(error) === undefined) throw error;
  }
}

async function answered({ step, ask }: StepRequest): Promise<object> {
  try {
    return await (steps[step] as (ask: object) => Promise<object>)(ask);
  } catch (error) {
    const ckr = ckrOf(error);
    if (ckr !== undefined) return { code: ckr.name };
    return { code: 'CKR_FUNCTION_FAILED', trouble: error instanceof Error ? error.message : String(error) };
  }
}

if (process.send) {
  process.on('disconnect', () => process.exit());
  helperStarted();
  process.on('message', async (request: StepRequest) => {
    const tell = await answered(request);
    if (process.connected) process.send?.({ id: request.id, tell });
  });
}
