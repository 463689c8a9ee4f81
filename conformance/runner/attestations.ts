/** Reads the file in which named people answer for the requirements that no machine can test. */
import { fileLimits, readBounded } from '../../foundation/bounded-file.ts';
import type { Requirement } from '../regulations/record.ts';
import { nearest } from '../sut/near.ts';
import { schemaCheck } from '../sut/schema-check.ts';
import { fail } from './errors.ts';
import type { Attestation } from './row.ts';
import schema from './schemas/attestations.v1.json' with { type: 'json' };

const checkFile = schemaCheck(schema);

/**
 * The attestations by requirement id. Refuses one for a requirement that does not exist, that a machine tests
 * (a signature on paper is no substitute), or that is dated after `today`.
 * Throws CERTIFY_ATTESTATIONS_INVALID with the JSON pointer.
 */
export function loadAttestations(
  file: string,
  requirements: readonly Requirement[],
  today: Date,
): ReadonlyMap<string, Attestation> {
  const broken = (pointer: string, detail: string, cause?: unknown) =>
    fail('CERTIFY_ATTESTATIONS_INVALID', { file, pointer, detail }, cause);
  const data = parsed(file, broken);
  const flaw = checkFile(data);
  if (flaw) throw broken(flaw.pointer, flaw.detail);
  const { attestations } = data as { attestations: readonly Attestation[] };
  const found = new Map<string, Attestation>();
  for (const [index, attestation] of attestations.entries()) {
    const detail = objection(attestation, requirements, found, today);
    if (detail !== undefined) throw broken(`/attestations/${index}`, detail);
    found.set(attestation.requirement, Object.freeze(attestation));
  }
  return found;
}

function objection(
  attestation: Attestation,
  requirements: readonly Requirement[],
  found: ReadonlyMap<string, Attestation>,
  today: Date,
): string | undefined {
  const id = attestation.requirement;
  const requirement = requirements.find((candidate) => candidate.id === id);
  if (requirement === undefined) {
    const ids = requirements.map((candidate) => candidate.id);
    return `there is no requirement "${id}"; near: ${nearest(id, ids).join(', ')}`;
  }
  if (requirement.testability.kind !== 'attested') {
    return `${id} is ${requirement.testability.kind}; it cannot be attested`;
  }
  if (found.has(id)) return `${id} is attested twice`;
  if (attestation.date > today.toISOString().slice(0, 10))
    return `the date ${attestation.date} is in the future`;
  return undefined;
}

function parsed(file: string, broken: (pointer: string, detail: string, cause?: unknown) => Error): unknown {
  try {
    return JSON.parse(readBounded(file, fileLimits.text).toString('utf8'));
  } catch (error) {
    throw broken('/', error instanceof Error ? error.message : String(error), error);
  }
}
