/** Names of the mechanisms that signing tokens meet, for the journal (OASIS PKCS#11 2.40, annex of mechanisms). */

const CKM: Readonly<Record<string, number>> = {
  CKM_RSA_PKCS_KEY_PAIR_GEN: 0x0000,
  CKM_RSA_PKCS: 0x0001,
  CKM_RSA_X_509: 0x0003,
  CKM_MD5_RSA_PKCS: 0x0005,
  CKM_SHA1_RSA_PKCS: 0x0006,
  CKM_RSA_PKCS_OAEP: 0x0009,
  CKM_RSA_PKCS_PSS: 0x000d,
  CKM_SHA1_RSA_PKCS_PSS: 0x000e,
  CKM_SHA224_RSA_PKCS: 0x0046,
  CKM_SHA256_RSA_PKCS: 0x0040,
  CKM_SHA384_RSA_PKCS: 0x0041,
  CKM_SHA512_RSA_PKCS: 0x0042,
  CKM_SHA224_RSA_PKCS_PSS: 0x0047,
  CKM_SHA256_RSA_PKCS_PSS: 0x0043,
  CKM_SHA384_RSA_PKCS_PSS: 0x0044,
  CKM_SHA512_RSA_PKCS_PSS: 0x0045,
  CKM_EC_KEY_PAIR_GEN: 0x1040,
  CKM_ECDSA: 0x1041,
  CKM_ECDSA_SHA1: 0x1042,
  CKM_ECDSA_SHA224: 0x1043,
  CKM_ECDSA_SHA256: 0x1044,
  CKM_ECDSA_SHA384: 0x1045,
  CKM_ECDSA_SHA512: 0x1046,
  CKM_ECDH1_DERIVE: 0x1050,
  CKM_EC_EDWARDS_KEY_PAIR_GEN: 0x1055,
  CKM_EDDSA: 0x1057,
  CKM_DSA_KEY_PAIR_GEN: 0x0010,
  CKM_DSA: 0x0011,
  CKM_DSA_SHA1: 0x0012,
  CKM_DH_PKCS_KEY_PAIR_GEN: 0x0020,
  CKM_DH_PKCS_DERIVE: 0x0021,
  CKM_GENERIC_SECRET_KEY_GEN: 0x0350,
  CKM_AES_KEY_GEN: 0x1080,
  CKM_AES_ECB: 0x1081,
  CKM_AES_CBC: 0x1082,
  CKM_AES_CBC_PAD: 0x1085,
  CKM_AES_CTR: 0x1086,
  CKM_AES_GCM: 0x1087,
  CKM_AES_CMAC: 0x108a,
  CKM_AES_KEY_WRAP: 0x2109,
  CKM_AES_KEY_WRAP_PAD: 0x210a,
  CKM_DES_KEY_GEN: 0x0120,
  CKM_DES2_KEY_GEN: 0x0130,
  CKM_DES3_KEY_GEN: 0x0131,
  CKM_DES_ECB: 0x0121,
  CKM_DES_CBC: 0x0122,
  CKM_DES3_ECB: 0x0132,
  CKM_DES3_CBC: 0x0133,
  CKM_DES3_CBC_PAD: 0x0136,
  CKM_MD5: 0x0210,
  CKM_SHA_1: 0x0220,
  CKM_SHA224: 0x0255,
  CKM_SHA256: 0x0250,
  CKM_SHA384: 0x0260,
  CKM_SHA512: 0x0270,
  CKM_MD5_HMAC: 0x0211,
  CKM_SHA_1_HMAC: 0x0221,
  CKM_SHA224_HMAC: 0x0256,
  CKM_SHA256_HMAC: 0x0251,
  CKM_SHA384_HMAC: 0x0261,
  CKM_SHA512_HMAC: 0x0271,
};

/** Those that have a name here. */
export const mechanismNames: readonly string[] = Object.freeze(Object.keys(CKM));

const names = new Map<number, string>(Object.entries(CKM).map(([name, value]) => [value, name]));

/** `CKM_RSA_PKCS` for 1; anything not listed is shown in hexadecimal. */
export function mechanismName(value: number): string {
  return names.get(value) ?? `0x${value.toString(16).padStart(8, '0')}`;
}

/** 1 for `CKM_RSA_PKCS`; undefined for a name that is not listed. */
export function mechanismNamed(name: string): number | undefined {
  return Object.hasOwn(CKM, name) ? CKM[name] : undefined;
}
