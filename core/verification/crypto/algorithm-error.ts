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
  '1.3.36.3.3.2.8.1.1.11': { name: 'brainpoolP384r1', bits: 384 },
  '1.3.36.3.3.2.8.1.1.13': { name: 'brainpoolP512r1', bits: 512 },
});

/** TT16/2019 and TT15/2025 ask of ECDSA 256 bits and name no curves: a shorter one is weak, another only not known here. */
const leastCurveBits = 256;

export function unknownCurve(oid: string): AlgorithmError {
  const curve = otherCurves[oid];
  const problem = curve !== undefined && curve.bits < leastCurveBits ? 'weak' : 'unsupported';
  return new AlgorithmError(problem, curve?.name ?? oid, `unknown curve ${curve?.name ?? oid}`);
}
