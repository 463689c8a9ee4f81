/** The extensions that limit what an authority may certify (RFC 5280, 4.2.1.4 to 4.2.1.14), read once a certificate. */
import type { Certificate } from '../cms/certificate.ts';
import { type GeneralName, generalNameOf, generalNamesOf } from '../cms/general-name.ts';
import { oids } from '../der/oids.ts';
import { DerError, type DerValue, readOnlyDer, sequence, Tag } from '../der/reader.ts';
import { oidOf, smallInteger } from '../der/values.ts';

export interface Constraints {
  readonly alternativeNames: readonly GeneralName[];
  readonly names: NameConstraints | undefined;
  /** Undefined: the certificate was issued under no policy. */
  readonly policies: ReadonlySet<string> | undefined;
  readonly mappings: readonly PolicyMapping[];
  /** How many certificates below may do without an acceptable policy. */
  readonly requireExplicitPolicy: number | undefined;
  readonly inhibitPolicyMapping: number | undefined;
  readonly inhibitAnyPolicy: number | undefined;
}

export interface NameConstraints {
  /** Undefined: no such list. */
  readonly permitted: readonly GeneralName[] | undefined;
  readonly excluded: readonly GeneralName[];
}

export interface PolicyMapping {
  readonly issuer: string;
  readonly subject: string;
}

const known = new WeakMap<Certificate, Constraints | DerError>();

/** A DerError instead when one of the extensions is malformed. */
export function constraintsOf(certificate: Certificate): Constraints | DerError {
  const kept = known.get(certificate);
  if (kept !== undefined) return kept;
  const read = tryRead(certificate);
  known.set(certificate, read);
  return read;
}

function tryRead(certificate: Certificate): Constraints | DerError {
  try {
    return readConstraints(certificate);
  } catch (error) {
    if (error instanceof DerError) return error;
    throw error;
  }
}

function readConstraints({ extensions }: Certificate): Constraints {
  const find = (oid: string) => extensions.find((extension) => extension.oid === oid);
  const value = (oid: string) => {
    const found = find(oid);
    return found === undefined ? undefined : readOnlyDer(found.value);
  };
  const limits = policyConstraintsOf(value(oids.policyConstraints));
  const inhibitAny = value(oids.inhibitAnyPolicy);
  const alternative = value(oids.subjectAltName);
  return Object.freeze({
    alternativeNames: alternative === undefined ? [] : generalNamesOf(alternative, 'subjectAltName'),
    names: nameConstraintsOf(value(oids.nameConstraints)),
    policies: policiesOf(value(oids.certificatePolicies), find(oids.certificatePolicies)?.critical === true),
    mappings: mappingsOf(value(oids.policyMappings)),
    ...limits,
    inhibitAnyPolicy: inhibitAny === undefined ? undefined : smallInteger(inhibitAny),
  });
}

function nameConstraintsOf(value: DerValue | undefined): NameConstraints | undefined {
  if (value === undefined) return undefined;
  const parts = sequence(value, 'nameConstraints');
  const permitted = parts.takeIf(Tag.context(0));
  const excluded = parts.takeIf(Tag.context(1));
  parts.finish('nameConstraints');
  if (permitted === undefined && excluded === undefined) throw new DerError('empty name constraints');
  return {
    permitted: permitted === undefined ? undefined : subtreesOf(permitted),
    excluded: excluded === undefined ? [] : subtreesOf(excluded),
  };
}

/** Minimum has to be zero (not written) and maximum absent. */
function subtreesOf(value: DerValue): GeneralName[] {
  const subtrees = sequence(value, 'GeneralSubtrees', value.tag).rest;
  if (subtrees.length === 0) throw new DerError('no subtree in name constraints');
  return subtrees.map((subtree) => {
    const parts = sequence(subtree, 'GeneralSubtree');
    const base = generalNameOf(parts.takeAny('base'), 'base');
    parts.finish('GeneralSubtree');
    if (base.kind === 'ip' && !isAddressRange(base.bytes))
      throw new DerError('an address range that is none');
    return base;
  });
}

/** Address and mask of equal length, the mask being ones and then zeros (RFC 4632). */
function isAddressRange(bytes: Uint8Array): boolean {
  if (bytes.length !== 8 && bytes.length !== 32) return false;
  const mask = [...bytes.subarray(bytes.length / 2)].map((byte) => byte.toString(2).padStart(8, '0'));
  return /^1*0*$/.test(mask.join(''));
}

/** A critical list has to be understood whole, its qualifiers included. */
function policiesOf(value: DerValue | undefined, critical: boolean): ReadonlySet<string> | undefined {
  if (value === undefined) return undefined;
  const policies = sequence(value, 'certificatePolicies').rest.map((one) => {
    const parts = sequence(one, 'PolicyInformation');
    const policy = oidOf(parts.take(Tag.oid, 'policyIdentifier'));
    const qualifiers = parts.takeIf(Tag.sequence);
    parts.finish('PolicyInformation');
    for (const qualifier of qualifiers === undefined ? [] : sequence(qualifiers, 'policyQualifiers').rest) {
      const oid = oidOf(sequence(qualifier, 'PolicyQualifierInfo').take(Tag.oid, 'policyQualifierId'));
      if (critical && oid !== oids.policyCps && oid !== oids.policyUserNotice) {
        throw new DerError(`an unknown qualifier ${oid} of a policy`);
      }
    }
    return policy;
  });
  if (policies.length === 0 || new Set(policies).size !== policies.length) {
    throw new DerError('certificatePolicies: no policy, or one twice');
  }
  return new Set(policies);
}

function mappingsOf(value: DerValue | undefined): PolicyMapping[] {
  if (value === undefined) return [];
  const mappings = sequence(value, 'policyMappings').rest.map((one) => {
    const parts = sequence(one, 'policyMapping');
    const issuer = oidOf(parts.take(Tag.oid, 'issuerDomainPolicy'));
    const subject = oidOf(parts.take(Tag.oid, 'subjectDomainPolicy'));
    parts.finish('policyMapping');
    return { issuer, subject };
  });
  if (mappings.length === 0) throw new DerError('policyMappings: no mapping');
  return mappings;
}

function policyConstraintsOf(
  value: DerValue | undefined,
): Pick<Constraints, 'requireExplicitPolicy' | 'inhibitPolicyMapping'> {
  if (value === undefined) return { requireExplicitPolicy: undefined, inhibitPolicyMapping: undefined };
  const parts = sequence(value, 'policyConstraints');
  const explicit = parts.takeIf(Tag.contextPrimitive(0));
  const mapping = parts.takeIf(Tag.contextPrimitive(1));
  parts.finish('policyConstraints');
  if (explicit === undefined && mapping === undefined) throw new DerError('empty policy constraints');
  return {
    requireExplicitPolicy:
      explicit === undefined ? undefined : smallInteger({ ...explicit, tag: Tag.integer }),
    inhibitPolicyMapping: mapping === undefined ? undefined : smallInteger({ ...mapping, tag: Tag.integer }),
  };
}
