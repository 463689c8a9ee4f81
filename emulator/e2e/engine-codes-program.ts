/** Calls that SoftHSM answers otherwise than PKCS#11 allows; run by engine-codes.test.ts in a process of its own. Prints one JSON line. */
import { type Handle, PKCS11 } from 'pkcs11js';

const CKM = { rsaPairs: 0x0, rsaPkcs: 0x1, sha256RsaPkcs: 0x40, ecPairs: 0x1040, ecdsa: 0x1041 };
const osLockingOk = 2;
const readWrite = 6;
const user = 1;

const module = new PKCS11();
module.load(process.env.CONGVU_MODULE ?? '');
module.C_Initialize({ flags: osLockingOk });
const [slot] = module.C_GetSlotList(true);
if (slot === undefined) throw new Error('there is no token');
const session = module.C_OpenSession(slot, readWrite);
module.C_Login(session, user, process.env.TOKEN_PIN ?? '');

const p256 = Buffer.from('06082a8648ce3d030107', 'hex');
const uses = [
  { type: 0x104, value: true },
  { type: 0x10a, value: true },
];
const privateUses = [
  { type: 0x105, value: true },
  { type: 0x108, value: true },
];
const rsa = module.C_GenerateKeyPair(
  session,
  { mechanism: CKM.rsaPairs },
  [{ type: 0x121, value: 2048 }, { type: 0x122, value: Buffer.from([1, 0, 1]) }, ...uses],
  privateUses,
);
const ecPair = (curve: Buffer) =>
  module.C_GenerateKeyPair(
    session,
    { mechanism: CKM.ecPairs },
    [{ type: 0x180, value: curve }, ...uses],
    privateUses,
  );
const ec = ecPair(p256);

/** What the call said, as the module names it. */
function said(call: () => unknown): string {
  try {
    call();
    return 'CKR_OK';
  } catch (error) {
    return /CKR_\w+/.exec(error instanceof Error ? error.message : '')?.[0] ?? String(error);
  }
}

const room = (): Buffer => Buffer.alloc(1024);
const bytes = (length: number): Buffer => Buffer.alloc(length, 7);
/** pkcs11js gives the address of an empty part of a buffer, not NULL. */
const unknown: Handle = Buffer.from('0f27000000000000', 'hex');

const signInit = (mechanism: number, key: Handle) =>
  said(() => module.C_SignInit(session, { mechanism }, key));
const sign = (length: number) => said(() => module.C_Sign(session, bytes(length), room()));

const answers = {
  'rsa-mechanism-ec-key': [signInit(CKM.sha256RsaPkcs, ec.privateKey), sign(32)],
  'ec-mechanism-rsa-key': [signInit(CKM.ecdsa, rsa.privateKey), sign(32)],
  'sign-too-long': [signInit(CKM.rsaPkcs, rsa.privateKey), sign(250)],
  'encrypt-too-long': [
    said(() => module.C_EncryptInit(session, { mechanism: CKM.rsaPkcs }, rsa.publicKey)),
    said(() => module.C_Encrypt(session, bytes(250), room())),
  ],
  'decrypt-wrong-length': [
    said(() => module.C_DecryptInit(session, { mechanism: CKM.rsaPkcs }, rsa.privateKey)),
    said(() => module.C_Decrypt(session, bytes(250), room())),
  ],
  'ecdsa-nothing': [
    signInit(CKM.ecdsa, ec.privateKey),
    said(() => module.C_Sign(session, bytes(8).subarray(0, 0), room())),
  ],
  'junk-curve': [said(() => ecPair(Buffer.from('0603550403', 'hex')))],
  'unknown-key': [
    signInit(CKM.rsaPkcs, unknown),
    said(() => module.C_VerifyInit(session, { mechanism: CKM.rsaPkcs }, unknown)),
    said(() => module.C_EncryptInit(session, { mechanism: CKM.rsaPkcs }, unknown)),
    said(() => module.C_DecryptInit(session, { mechanism: CKM.rsaPkcs }, unknown)),
  ],
};
process.stdout.write(`${JSON.stringify(answers)}\n`);
module.C_Finalize();
