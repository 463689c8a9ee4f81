/** A key or algorithm that is sound DER and cannot be used here: not known, or so weak that nobody should. */
import { DerError } from '../der/reader.ts';

export class AlgorithmError extends DerError {
  readonly problem: 'unsupported' | 'weak';
  /** Its name for people: `secp256k1`, or its object identifier. */
  readonly algorithm: string;

  constructor(problem: AlgorithmError['problem'], algorithm: string, message: string) {
    super(message);
    this.problem = problem;
    this.algorithm = algorithm;
  }
}

interface OtherCurve {
  readonly name: string;
  readonly bits: number;
}

/** Curves by the names of SEC 2 and RFC 5639, and the bits of their fields. */
const otherCurves: Readonly<Record<string, OtherCurve>> = Object.freeze({
  '1.2.840.10045.3.1.1': { name: 'P-192', bits: 192 },
  '1.3.132.0.33': { name: 'P-224', bits: 224 },
  '1.3.132.0.31': { name: 'secp192k1', bits: 192 },
  '1.3.132.0.32': { name: 'secp224k1', bits: 224 },
  '1.3.132.0.10': { name: 'secp256k1', bits: 256 },
  '1.3.132.0.8': { name: 'secp160r1', bits: 160 },
  '1.3.36.3.3.2.8.1.1.1': { name: 'brainpoolP160r1', bits: 160 },
  '1.3.36.3.3.2.8.1.1.3': { name: 'brainpoolP192r1', bits: 192 },
  '1.3.36.3.3.2.8.1.1.5': { name: 'brainpoolP224r1', bits: 224 },
  '1.3.36.3.3.2.8.1.1.7': { name: 'brainpoolP256r1', bits: 256 },
  '1.3.36.3.3.2.8.1.1.8': { name: 'brainpoolP256t1', bits: 256 },
  '1.3.36.3.3.2.8.1.1.9': { name: 'brainpoolP320r1', bits: 320 },
  '1.3.36.3.3.2.8.1.1.10': { name: 'brainpoolP320t1', bits: 320 },
  '1.3.36.3.3.2.8.1.1.12': { name: 'brainpoolP384t1', bits: 384 },
  '1.3.36.3.3.2.8.1.1.14': { name: 'brainpoolP512t1', bits: 512 },
  '1.3.36.3.3.2.8.1.1.11': { name: 'brainpoolP384r1', bits: 384 },
  '1.3.36.3.3.2.8.1.1.13': { name: 'brainpoolP512r1', bits: 512 },
});

/** Signatures on Edwards curves (RFC 8410): the names of RFC 8032, and how node:crypto calls the keys. */
export const edwards: Readonly<
  Record<string, { readonly name: string; readonly curve: 'ed25519' | 'ed448' }>
> = Object.freeze({
  '1.3.101.112': { name: 'Ed25519', curve: 'ed25519' },
  '1.3.101.113': { name: 'Ed448', curve: 'ed448' },
});

/** What else is met in the field and cannot be checked here, by name. */
const otherNames: Readonly<Record<string, string>> = Object.freeze({
  '2.16.840.1.101.3.4.2.11': 'SHAKE128',
  '1.2.156.10197.1.401': 'SM3',
  '1.2.156.10197.1.501': 'SM2 with SM3',
  '1.2.156.10197.1.301': 'SM2',
  '1.2.643.7.1.1.2.2': 'GOST R 34.11-2012 (256)',
  '1.2.643.7.1.1.2.3': 'GOST R 34.11-2012 (512)',
  '1.2.643.7.1.1.3.2': 'GOST R 34.10-2012 (256)',
  '1.2.643.7.1.1.3.3': 'GOST R 34.10-2012 (512)',
  '1.2.840.113549.2.2': 'MD2',
  '1.3.36.3.2.1': 'RIPEMD-160',
  '2.16.840.1.101.3.4.3.17': 'ML-DSA-44',
  '2.16.840.1.101.3.4.3.18': 'ML-DSA-65',
  '2.16.840.1.101.3.4.3.19': 'ML-DSA-87',
});

/** Of an algorithm that is unknown here: its name where it has one for people, else its object identifier. */
export function unknownAlgorithm(oid: string, place: string): AlgorithmError {
  const name = edwards[oid]?.name ?? otherNames[oid] ?? oid;
  return new AlgorithmError('unsupported', name, `${place}: unknown algorithm ${name}`);
}

export function otherCurveBits(oid: string): number | undefined {
  return otherCurves[oid]?.bits;
}

/** TT16/2019 and TT15/2025 ask of ECDSA 256 bits and name no curves: a shorter one is weak, another only not known here. */
const leastCurveBits = 256;

export function unknownCurve(oid: string): AlgorithmError {
  const curve = otherCurves[oid];
  const problem = curve !== undefined && curve.bits < leastCurveBits ? 'weak' : 'unsupported';
  return new AlgorithmError(problem, curve?.name ?? oid, `unknown curve ${curve?.name ?? oid}`);
}
