/** The names of PKCS#11 that a script may use, as numbers. */
import { mechanismNamed } from '../wire/mechanism-names.ts';
import { CKR } from '../wire/results.ts';

const attributes: Readonly<Record<string, number>> = {
  CKA_CLASS: 0x0,
  CKA_TOKEN: 0x1,
  CKA_PRIVATE: 0x2,
  CKA_LABEL: 0x3,
  CKA_VALUE: 0x11,
  CKA_OBJECT_ID: 0x12,
  CKA_CERTIFICATE_TYPE: 0x80,
  CKA_ISSUER: 0x81,
  CKA_SERIAL_NUMBER: 0x82,
  CKA_KEY_TYPE: 0x100,
  CKA_SUBJECT: 0x101,
  CKA_ID: 0x102,
  CKA_SENSITIVE: 0x103,
  CKA_DECRYPT: 0x105,
  CKA_SIGN: 0x108,
  CKA_VERIFY: 0x10a,
  CKA_MODULUS: 0x120,
  CKA_MODULUS_BITS: 0x121,
  CKA_PUBLIC_EXPONENT: 0x122,
  CKA_EXTRACTABLE: 0x162,
  CKA_MODIFIABLE: 0x170,
  CKA_EC_PARAMS: 0x180,
  CKA_EC_POINT: 0x181,
  CKA_ALWAYS_AUTHENTICATE: 0x202,
};

export const attributeNames: readonly string[] = Object.freeze(Object.keys(attributes));

/** Undefined for a name that is not known. */
export function attributeNumber(attribute: string | number): number | undefined {
  return numberOf(attribute, (name) => (Object.hasOwn(attributes, name) ? attributes[name] : undefined));
}

export function resultNumber(code: string | number): number | undefined {
  const known: Readonly<Record<string, number>> = CKR;
  return numberOf(code, (name) => (Object.hasOwn(known, name) ? known[name] : undefined));
}

export function mechanismNumber(mechanism: string | number): number | undefined {
  return numberOf(mechanism, mechanismNamed);
}

function numberOf(given: string | number, named: (name: string) => number | undefined): number | undefined {
  return typeof given === 'number' ? given : named(given);
}
