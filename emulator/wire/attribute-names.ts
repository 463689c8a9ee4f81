/** Names of attributes and object classes, for the journal (OASIS PKCS#11 2.40). */

const CKA: Readonly<Record<string, number>> = {
  CKA_CLASS: 0x0,
  CKA_TOKEN: 0x1,
  CKA_PRIVATE: 0x2,
  CKA_LABEL: 0x3,
  CKA_UNIQUE_ID: 0x4,
  CKA_APPLICATION: 0x10,
  CKA_VALUE: 0x11,
  CKA_OBJECT_ID: 0x12,
  CKA_CERTIFICATE_TYPE: 0x80,
  CKA_ISSUER: 0x81,
  CKA_SERIAL_NUMBER: 0x82,
  CKA_AC_ISSUER: 0x83,
  CKA_OWNER: 0x84,
  CKA_ATTR_TYPES: 0x85,
  CKA_TRUSTED: 0x86,
  CKA_CERTIFICATE_CATEGORY: 0x87,
  CKA_JAVA_MIDP_SECURITY_DOMAIN: 0x88,
  CKA_URL: 0x89,
  CKA_HASH_OF_SUBJECT_PUBLIC_KEY: 0x8a,
  CKA_HASH_OF_ISSUER_PUBLIC_KEY: 0x8b,
  CKA_NAME_HASH_ALGORITHM: 0x8c,
  CKA_CHECK_VALUE: 0x90,
  CKA_KEY_TYPE: 0x100,
  CKA_SUBJECT: 0x101,
  CKA_ID: 0x102,
  CKA_SENSITIVE: 0x103,
  CKA_ENCRYPT: 0x104,
  CKA_DECRYPT: 0x105,
  CKA_WRAP: 0x106,
  CKA_UNWRAP: 0x107,
  CKA_SIGN: 0x108,
  CKA_SIGN_RECOVER: 0x109,
  CKA_VERIFY: 0x10a,
  CKA_VERIFY_RECOVER: 0x10b,
  CKA_DERIVE: 0x10c,
  CKA_START_DATE: 0x110,
  CKA_END_DATE: 0x111,
  CKA_MODULUS: 0x120,
  CKA_MODULUS_BITS: 0x121,
  CKA_PUBLIC_EXPONENT: 0x122,
  CKA_PRIVATE_EXPONENT: 0x123,
  CKA_PRIME_1: 0x124,
  CKA_PRIME_2: 0x125,
  CKA_EXPONENT_1: 0x126,
  CKA_EXPONENT_2: 0x127,
  CKA_COEFFICIENT: 0x128,
  CKA_PUBLIC_KEY_INFO: 0x129,
  CKA_PRIME: 0x130,
  CKA_SUBPRIME: 0x131,
  CKA_BASE: 0x132,
  CKA_PRIME_BITS: 0x133,
  CKA_SUBPRIME_BITS: 0x134,
  CKA_VALUE_BITS: 0x160,
  CKA_VALUE_LEN: 0x161,
  CKA_EXTRACTABLE: 0x162,
  CKA_LOCAL: 0x163,
  CKA_NEVER_EXTRACTABLE: 0x164,
  CKA_ALWAYS_SENSITIVE: 0x165,
  CKA_KEY_GEN_MECHANISM: 0x166,
  CKA_MODIFIABLE: 0x170,
  CKA_COPYABLE: 0x171,
  CKA_DESTROYABLE: 0x172,
  CKA_EC_PARAMS: 0x180,
  CKA_EC_POINT: 0x181,
  CKA_ALWAYS_AUTHENTICATE: 0x202,
  CKA_WRAP_WITH_TRUSTED: 0x210,
  CKA_WRAP_TEMPLATE: 0x40000211,
  CKA_UNWRAP_TEMPLATE: 0x40000212,
  CKA_ALLOWED_MECHANISMS: 0x40000600,
};

const attributeNames = new Map<number, string>(Object.entries(CKA).map(([name, value]) => [value, name]));

/** `CKA_LABEL` for 3; anything not listed, such as a vendor's own, is shown in hexadecimal. */
export function attributeName(type: number): string {
  return attributeNames.get(type) ?? `0x${type.toString(16).padStart(8, '0')}`;
}

const classes = [
  'CKO_DATA',
  'CKO_CERTIFICATE',
  'CKO_PUBLIC_KEY',
  'CKO_PRIVATE_KEY',
  'CKO_SECRET_KEY',
  'CKO_HW_FEATURE',
  'CKO_DOMAIN_PARAMETERS',
  'CKO_MECHANISM',
];

export function objectClassName(objectClass: number): string {
  return classes[objectClass] ?? `0x${objectClass.toString(16).padStart(8, '0')}`;
}

/** 0x102 for `CKA_ID`; undefined for a name that is not listed. */
export function attributeNamed(name: string): number | undefined {
  return Object.hasOwn(CKA, name) ? CKA[name] : undefined;
}
