/** What a field demands and a signature in it does not have: seed values against the signature that was made, or will be. */
import type { SeedEntry, UnmetDemand } from '../facts/facts.ts';
import { type CertificateMade, unmetByCertificate } from './certificate.ts';
import { notCompared, unmet } from './demand.ts';
import type { SeedValues } from './seed-values.ts';

/** What the signature is; undefined where it cannot be read, and then nothing is said of it. */
export interface SignatureMade {
  readonly filter: string | undefined;
  readonly subFilter: string | undefined;
  readonly reason: string | undefined;
  /** `sha256` */
  readonly hash: string | undefined;
  /** /P of its DocMDP transform; null for an ordinary signature. */
  readonly certifies: number | null;
  readonly attestation: string | undefined;
  readonly hasRevocation: boolean;
  readonly isTimeStamped: boolean;
  readonly locksDocument: boolean;
  readonly signer: CertificateMade | undefined;
}

/**
 * Wishes (a value without its bit in /Ff) bind nobody, and neither does a bit without its value. In the order of the
 * tables; ISO 32000-2 has bits 8 and 9 beside those of ISO 32000-1.
 */
export function unmetDemands(seed: SeedValues, made: SignatureMade): readonly UnmetDemand[] {
  return [
    ...notReadable(seed),
    ...demandsOnSignature(seed, made),
    ...unmetByCertificate(seed.certificate, made.signer),
  ];
}

/** Their bits in /Ff, and in that of /Cert; what has none is always a demand. */
const bits: Readonly<Partial<Record<SeedEntry, number>>> = {
  Filter: 1,
  SubFilter: 2,
  V: 3,
  Reasons: 4,
  LegalAttestation: 5,
  AddRevInfo: 6,
  DigestMethod: 7,
  LockDocument: 8,
  AppearanceFilter: 9,
  'Cert Subject': 1,
  'Cert Issuer': 2,
  'Cert OID': 3,
  'Cert SubjectDN': 4,
  'Cert KeyUsage': 6,
};

function* notReadable({ malformed, flags, certificate }: SeedValues): Generator<UnmetDemand> {
  for (const [entry, written] of malformed) {
    const bit = bits[entry];
    const all = entry.startsWith('Cert ') ? (certificate?.flags ?? 0) : flags;
    if (bit === undefined || (all & (1 << (bit - 1))) !== 0) yield notCompared(entry, written);
  }
}

function* demandsOnSignature(seed: SeedValues, made: SignatureMade): Generator<UnmetDemand> {
  const demands = (bit: number) => (seed.flags & (1 << (bit - 1))) !== 0;
  const { filter, subFilters, version = 0, reasons, attestations, digests, certifies, appearance } = seed;
  if (demands(1) && filter !== undefined && filter !== made.filter) {
    yield unmet('Filter', [filter], made.filter);
  }
  if (demands(2)) yield* oneOf('SubFilter', subFilters, made.subFilter);
  // 3 is for ISO 32000-2, whose entries are all known here.
  if (demands(3) && version > 3) yield notCompared('V', [String(version)]);
  if (demands(4)) yield* reasonDemanded(reasons, made.reason);
  if (demands(5)) yield* oneOf('LegalAttestation', attestations, made.attestation);
  if (demands(6) && seed.revocation && !made.hasRevocation) yield unmet('AddRevInfo', [], undefined);
  const digest = made.hash?.toUpperCase();
  if (demands(7) && digest !== undefined) yield* oneOf('DigestMethod', digests, digest);
  if (demands(8) && seed.lock && !made.locksDocument) yield unmet('LockDocument', [], undefined);
  if (demands(9) && appearance !== undefined) yield notCompared('AppearanceFilter', [appearance]);
  if ((seed.flags & ~known) !== 0) yield notCompared('Ff', [String(seed.flags)]);
  // Without a bit of its own.
  if (certifies !== undefined && certifies !== (made.certifies ?? 0)) {
    yield unmet('MDP', [`P=${certifies}`], made.certifies === null ? undefined : `P=${made.certifies}`);
  }
  if (seed.timeStamp && !made.isTimeStamped) yield unmet('TimeStamp', [], undefined);
}

const known = 0b1_1111_1111;

function* oneOf(
  entry: 'SubFilter' | 'LegalAttestation' | 'DigestMethod',
  allowed: readonly string[] | undefined,
  mine: string | undefined,
): Generator<UnmetDemand> {
  if (allowed === undefined || (mine !== undefined && allowed.includes(mine))) return;
  yield unmet(entry, allowed, mine);
}

/** No reason at all is what an empty list and a single full stop mean. */
function* reasonDemanded(reasons: readonly string[] | undefined, mine: string | undefined) {
  if (reasons === undefined) return;
  const isNone = reasons.length === 0 || (reasons.length === 1 && reasons[0] === '.');
  const isMet = isNone ? mine === undefined : mine !== undefined && reasons.includes(mine);
  if (!isMet) yield unmet('Reasons', isNone ? ['.'] : reasons, mine);
}
