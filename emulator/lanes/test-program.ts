/** For tests: signs with the only private key, through a PKCS#11 module: `MODULE TIMES`; prints how many were good. */
import { createHash, verify } from 'node:crypto';
import { createRequire } from 'node:module';
import type * as Binding from 'pkcs11js';
import { pins } from '../e2e/running.ts';
import { keyOfPoint } from '../policy/life/test-keys.ts';

const pkcs11js: typeof Binding = createRequire(import.meta.url)('pkcs11js');
const [, , path = '', times = ''] = process.argv;
const module = new pkcs11js.PKCS11();
module.load(path);
module.C_Initialize({ flags: pkcs11js.CKF_OS_LOCKING_OK });
const [slot] = module.C_GetSlotList(true);
if (slot === undefined) throw new Error('no token');
const session = module.C_OpenSession(slot, pkcs11js.CKF_SERIAL_SESSION | pkcs11js.CKF_RW_SESSION);
module.C_Login(session, pkcs11js.CKU_USER, pins.pin);
const text = Buffer.from('Công văn');
const digest = createHash('sha256').update(text).digest();
const key = found(pkcs11js.CKO_PRIVATE_KEY);
const [point] = module.C_GetAttributeValue(session, found(pkcs11js.CKO_PUBLIC_KEY), [
  { type: pkcs11js.CKA_EC_POINT },
]);
const verifying = keyOfPoint(point?.value as Buffer);
let good = 0;
for (let count = 0; count < Number(times); count++) {
  module.C_SignInit(session, { mechanism: pkcs11js.CKM_ECDSA }, key);
  const signature = module.C_Sign(session, digest, Buffer.alloc(64));
  if (verify('sha256', text, { key: verifying, dsaEncoding: 'ieee-p1363' }, signature)) good++;
}
process.stdout.write(`${good} good\n`);

function found(kind: number): Binding.Handle {
  module.C_FindObjectsInit(session, [{ type: pkcs11js.CKA_CLASS, value: kind }]);
  const [one] = module.C_FindObjects(session, 1);
  module.C_FindObjectsFinal(session);
  if (one === undefined) throw new Error('no key');
  return one;
}
