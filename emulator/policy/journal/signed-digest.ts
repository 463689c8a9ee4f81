/** Which digest a signature is made over, where the data that the application sends tell. */

/** The body of each OBJECT IDENTIFIER in hexadecimal (RFC 8017 appendix B.1, NIST CSOR). */
const digests: Readonly<Record<string, string>> = {
  '2a864886f70d0202': 'MD2',
  '2a864886f70d0205': 'MD5',
  '2b24030201': 'RIPEMD-160',
  '2b0e03021a': 'SHA-1',
  '608648016503040204': 'SHA-224',
  '608648016503040201': 'SHA-256',
  '608648016503040202': 'SHA-384',
  '608648016503040203': 'SHA-512',
  '608648016503040207': 'SHA3-224',
  '608648016503040208': 'SHA3-256',
  '608648016503040209': 'SHA3-384',
  '60864801650304020a': 'SHA3-512',
};

const rsaPkcs = 0x1;
const rsaX509 = 0x3;

/**
 * The digest that the DigestInfo (RFC 8017 section 9.2) in the input of CKM_RSA_PKCS or, behind its padding, CKM_RSA_X_509
 * names. Undefined where the data do not say it: raw ECDSA gets bare bytes.
 */
export function digestInInput(mechanism: number, input: Buffer): string | undefined {
  if (mechanism === rsaPkcs) return digestOfInfo(input);
  if (mechanism !== rsaX509 || input[0] !== 0 || input[1] !== 1) return undefined;
  const end = input.indexOf(0, 2);
  return end < 0 ? undefined : digestOfInfo(input.subarray(end + 1));
}

/** SEQUENCE { SEQUENCE { OBJECT IDENTIFIER, NULL }, OCTET STRING }: short enough for lengths of one byte. */
function digestOfInfo(info: Buffer): string | undefined {
  if (info.length < 8 || info.length > 128 || info[0] !== 0x30 || info[2] !== 0x30 || info[4] !== 0x06)
    return undefined;
  const length = info[5] ?? 0;
  return digests[info.toString('hex', 6, 6 + length)];
}

const byHashMechanism: Readonly<Record<number, string>> = {
  544: 'SHA-1',
  597: 'SHA-224',
  592: 'SHA-256',
  608: 'SHA-384',
  624: 'SHA-512',
  693: 'SHA3-224',
  688: 'SHA3-256',
  704: 'SHA3-384',
  720: 'SHA3-512',
};

/** For `hashAlg` of CK_RSA_PKCS_PSS_PARAMS. */
export function digestOfHashMechanism(mechanism: number): string | undefined {
  return byHashMechanism[mechanism];
}

/** `SHA-256` of `CKM_SHA256_RSA_PKCS`, `CKM_ECDSA_SHA256`; undefined for a mechanism that hashes nothing itself. */
export function digestInMechanism(name: string): string | undefined {
  if (/_KEY_GEN|_KEY_DERIV/.test(name)) return undefined;
  const [, md, sha3, sha] = /(MD[25])|SHA3_(\d{3})|SHA_?(\d{1,3})/.exec(name) ?? [];
  if (md !== undefined) return md;
  if (sha3 !== undefined) return `SHA3-${sha3}`;
  return sha === undefined ? undefined : `SHA-${sha}`;
}
