/**
 * The application whose speed is measured: one process, one PKCS#11 module, the same for every path. It is pkcs11js
 * with synchronous calls, which costs about 3 % of a C program's RSA-2048 rate and is there wherever congvu is.
 */
import pkcs11js from 'pkcs11js';
import type { KeyKind, Report, TokenOrder } from './messages.ts';
import { obeying } from './obeying.ts';

const modulePath = process.argv[2] ?? '';
/** CKF_OS_LOCKING_OK: p11-kit's client refuses anything else. */
const locking = { flags: 2 };
const document = Buffer.alloc(32, 1);
const room = Buffer.alloc(512);

const mechanisms: Readonly<Record<KeyKind, number>> = {
  'rsa-2048': pkcs11js.CKM_SHA256_RSA_PKCS,
  'rsa-3072': pkcs11js.CKM_SHA256_RSA_PKCS,
  'p-256': pkcs11js.CKM_ECDSA,
};

/** A connection with an open session, and perhaps a key. */
interface Ready {
  readonly module: pkcs11js.PKCS11;
  readonly session: pkcs11js.Handle;
  readonly key?: pkcs11js.Handle;
  readonly mechanism: number;
}

const ready: Ready[] = [];

function loaded(): pkcs11js.PKCS11 {
  const module = new pkcs11js.PKCS11();
  module.load(modulePath);
  return module;
}

function opened(module: pkcs11js.PKCS11): pkcs11js.Handle {
  const slot = module.C_GetSlotList(true)[0];
  if (slot === undefined) throw new Error('no token');
  return module.C_OpenSession(slot, pkcs11js.CKF_SERIAL_SESSION | pkcs11js.CKF_RW_SESSION);
}

function withKey(kind: KeyKind, pin: string): Ready {
  const module = loaded();
  module.C_Initialize(locking);
  const session = opened(module);
  module.C_Login(session, pkcs11js.CKU_USER, pin);
  module.C_FindObjectsInit(session, [
    { type: pkcs11js.CKA_CLASS, value: pkcs11js.CKO_PRIVATE_KEY },
    { type: pkcs11js.CKA_LABEL, value: kind },
  ]);
  const key = module.C_FindObjects(session, 1)[0];
  module.C_FindObjectsFinal(session);
  if (key === undefined) throw new Error(`no key ${kind}`);
  return { module, session, key, mechanism: mechanisms[kind] };
}

function makeToken(pin: string): Report {
  const module = loaded();
  module.C_Initialize(locking);
  const free = module.C_GetSlotList(true)[0];
  if (free === undefined) throw new Error('no slot');
  module.C_InitToken(free, pin, 'bench');
  // SoftHSM shows the token under another slot from now on.
  const session = opened(module);
  module.C_Login(session, pkcs11js.CKU_SO, pin);
  module.C_InitPIN(session, pin);
  module.C_Finalize();
  return { report: 'done' };
}

function bytes(jwk: Readonly<Record<string, string>>, name: string): Buffer {
  return Buffer.from(jwk[name] ?? '', 'base64url');
}

function storeKey(kind: KeyKind, jwk: Readonly<Record<string, string>>, pin: string): Report {
  const module = loaded();
  module.C_Initialize(locking);
  const session = opened(module);
  module.C_Login(session, pkcs11js.CKU_USER, pin);
  const common = [
    { type: pkcs11js.CKA_CLASS, value: pkcs11js.CKO_PRIVATE_KEY },
    { type: pkcs11js.CKA_TOKEN, value: true },
    { type: pkcs11js.CKA_PRIVATE, value: true },
    { type: pkcs11js.CKA_SIGN, value: true },
    { type: pkcs11js.CKA_LABEL, value: kind },
  ];
  const own =
    kind === 'p-256'
      ? [
          { type: pkcs11js.CKA_KEY_TYPE, value: pkcs11js.CKK_EC },
          { type: pkcs11js.CKA_EC_PARAMS, value: Buffer.from('06082a8648ce3d030107', 'hex') },
          { type: pkcs11js.CKA_VALUE, value: bytes(jwk, 'd') },
        ]
      : [
          { type: pkcs11js.CKA_KEY_TYPE, value: pkcs11js.CKK_RSA },
          { type: pkcs11js.CKA_MODULUS, value: bytes(jwk, 'n') },
          { type: pkcs11js.CKA_PUBLIC_EXPONENT, value: bytes(jwk, 'e') },
          { type: pkcs11js.CKA_PRIVATE_EXPONENT, value: bytes(jwk, 'd') },
          { type: pkcs11js.CKA_PRIME_1, value: bytes(jwk, 'p') },
          { type: pkcs11js.CKA_PRIME_2, value: bytes(jwk, 'q') },
          { type: pkcs11js.CKA_EXPONENT_1, value: bytes(jwk, 'dp') },
          { type: pkcs11js.CKA_EXPONENT_2, value: bytes(jwk, 'dq') },
          { type: pkcs11js.CKA_COEFFICIENT, value: bytes(jwk, 'qi') },
        ];
  module.C_CreateObject(session, [...common, ...own]);
  module.C_Finalize();
  return { report: 'done' };
}

function sign(milliseconds: number): Report {
  const [first] = ready;
  if (first?.key === undefined) throw new Error('not prepared');
  const { module, session, key, mechanism } = first;
  const begun = performance.now();
  let signatures = 0;
  let now = begun;
  while (now - begun < milliseconds) {
    module.C_SignInit(session, { mechanism }, key);
    module.C_Sign(session, document, room);
    signatures++;
    now = performance.now();
  }
  return { report: 'signed', signatures, milliseconds: now - begun };
}

function initialize(): Report {
  const module = loaded();
  const begun = performance.now();
  module.C_Initialize(locking);
  const initialized = performance.now();
  module.C_CloseSession(opened(module));
  const firstSession = performance.now();
  module.C_Finalize();
  return { report: 'initialized', initialize: initialized - begun, firstSession: firstSession - begun };
}

function connect(connections: number, kind: KeyKind | undefined, pin: string): Report {
  for (let count = 0; count < connections; count++) {
    if (kind !== undefined) {
      ready.push(withKey(kind, pin));
      continue;
    }
    const module = loaded();
    module.C_Initialize(locking);
    ready.push({ module, session: opened(module), mechanism: 0 });
  }
  return { report: 'done' };
}

async function signOnAll(): Promise<Report> {
  const begun = performance.now();
  const signing = ready.map(({ module, session, key, mechanism }) => {
    if (key === undefined) throw new Error('no key');
    module.C_SignInit(session, { mechanism }, key);
    return module.C_SignAsync(session, document, Buffer.alloc(512));
  });
  const signatures = await Promise.all(signing);
  return { report: 'signed', signatures: signatures.length, milliseconds: performance.now() - begun };
}

function obeyed(order: TokenOrder): Report | Promise<Report> {
  switch (order.order) {
    case 'make-token':
      return makeToken(order.pin);
    case 'store-key':
      return storeKey(order.kind, order.jwk, order.pin);
    case 'prepare':
      ready.push(withKey(order.kind, order.pin));
      return { report: 'done' };
    case 'sign':
      return sign(order.milliseconds);
    case 'initialize':
      return initialize();
    case 'connect':
      return connect(order.connections, order.kind, order.pin ?? '');
    case 'sign-on-all':
      return signOnAll();
  }
}

obeying(obeyed);
