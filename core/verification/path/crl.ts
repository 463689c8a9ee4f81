/** Certificate revocation lists (RFC 5280, 5), as far as a verifier needs them. */
import { hash } from 'node:crypto';
import { type Certificate, type Extension, extensionsOf } from '../cms/certificate.ts';
import { distributionPointNames } from '../cms/distribution-point.ts';
import { nameOf } from '../cms/name.ts';
import { isBroken, type SignatureScheme, schemeOf } from '../crypto/algorithm.ts';
import { signatureFits } from '../crypto/key.ts';
import { oids } from '../der/oids.ts';
import {
  children,
  contentOf,
  DerError,
  type DerValue,
  encoded,
  readDer,
  readOnlyDer,
  sequence,
  Tag,
} from '../der/reader.ts';
import { booleanOf, integerHex, smallInteger, timeOf } from '../der/values.ts';

export interface RevokedEntry {
  readonly time: Date;
  readonly reason: RevocationReason;
}

export type RevocationReason =
  | 'unspecified'
  | 'keyCompromise'
  | 'cACompromise'
  | 'affiliationChanged'
  | 'superseded'
  | 'cessationOfOperation'
  | 'certificateHold'
  | 'removeFromCRL'
  | 'privilegeWithdrawn'
  | 'aACompromise';

const reasons: Readonly<Record<number, RevocationReason>> = {
  0: 'unspecified',
  1: 'keyCompromise',
  2: 'cACompromise',
  3: 'affiliationChanged',
  4: 'superseded',
  5: 'cessationOfOperation',
  6: 'certificateHold',
  8: 'removeFromCRL',
  9: 'privilegeWithdrawn',
  10: 'aACompromise',
};

/**
 * `partial`: its entries count, its silence does not (delta lists, lists for some reasons). `unsupported`: an indirect
 * list, or a critical extension that we do not know.
 */
export type CrlScope = 'all' | 'end-entities' | 'authorities' | 'partial' | 'unsupported';

export interface Crl {
  readonly id: string;
  readonly issuerKey: string;
  readonly issuer: string;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | undefined;
  readonly revoked: ReadonlyMap<string, RevokedEntry>;
  readonly scope: CrlScope;
  /** Only certificates that name one of these points stand in the list; undefined: no such limit. */
  readonly distributionPoints: readonly string[] | undefined;
  /** Since when entries of expired certificates are kept. */
  readonly keepsExpiredSince: Date | undefined;
  readonly scheme: SignatureScheme;
  readonly tbs: Uint8Array;
  readonly signature: Uint8Array;
}

const known = new Map<string, Crl>();

/** Throws DerError. */
export function parseCrl(der: Uint8Array): Crl {
  const id = hash('sha256', der, 'hex');
  const kept = known.get(id);
  if (kept !== undefined) return kept;
  const read = readCrl(der, id);
  if (known.size >= 200) known.clear();
  known.set(id, read);
  return read;
}

function readCrl(der: Uint8Array, id: string): Crl {
  const outer = sequence(readOnlyDer(der), 'CertificateList');
  const tbs = outer.take(Tag.sequence, 'tbsCertList');
  const algorithm = outer.take(Tag.sequence, 'signatureAlgorithm');
  const signatureBits = contentOf(outer.take(Tag.bitString, 'signatureValue'));
  outer.finish('CertificateList');
  const fields = sequence(tbs, 'tbsCertList');
  fields.takeIf(Tag.integer);
  if (Buffer.compare(encoded(fields.take(Tag.sequence, 'signature')), encoded(algorithm)) !== 0) {
    throw new DerError('CRL: the two signature algorithms differ');
  }
  const issuer = nameOf(fields.take(Tag.sequence, 'issuer'), 'issuer');
  const thisUpdate = timeOf(fields.takeAny('thisUpdate'));
  const next = fields.takeIf(Tag.utcTime) ?? fields.takeIf(Tag.generalizedTime);
  const list = fields.takeIf(Tag.sequence);
  const extensionField = fields.takeIf(Tag.context(0));
  fields.finish('tbsCertList');
  const extensions = extensionField === undefined ? [] : extensionsOf(readDer(der, extensionField.content));
  const { revoked, strange } = entriesOf(list);
  const keepsExpired = extensions.find(({ oid }) => oid === oids.expiredCertsOnCrl);
  return Object.freeze({
    id,
    issuerKey: issuer.key,
    issuer: issuer.text,
    thisUpdate,
    nextUpdate: next === undefined ? undefined : timeOf(next),
    revoked,
    ...(strange ? { scope: 'unsupported', distributionPoints: undefined } : scopeOf(extensions)),
    keepsExpiredSince: keepsExpired === undefined ? undefined : timeOf(readOnlyDer(keepsExpired.value)),
    scheme: schemeOf(algorithm, 'signatureAlgorithm'),
    tbs: encoded(tbs),
    signature: signatureBits.subarray(1),
  });
}

/** `strange`: an entry has a critical extension that we do not understand, so the whole list is of no use. */
function entriesOf(list: DerValue | undefined): { revoked: Map<string, RevokedEntry>; strange: boolean } {
  const revoked = new Map<string, RevokedEntry>();
  let strange = false;
  for (const item of list === undefined ? [] : children(list)) {
    const parts = sequence(item, 'revokedCertificate');
    const serial = integerHex(parts.take(Tag.integer, 'userCertificate'));
    const time = timeOf(parts.takeAny('revocationDate'));
    const extensionField = parts.takeIf(Tag.sequence);
    const extensions = extensionField === undefined ? [] : extensionsOf(extensionField);
    const reason = extensions.find(({ oid }) => oid === oids.reasonCode);
    if (extensions.some(({ oid, critical }) => critical && oid !== oids.reasonCode)) strange = true;
    const code = reason === undefined ? 0 : smallInteger(asInteger(readOnlyDer(reason.value)));
    revoked.set(serial, { time, reason: reasons[code] ?? 'unspecified' });
  }
  return { revoked, strange };
}

function asInteger(value: DerValue): DerValue {
  return value.tag === Tag.enumerated ? { ...value, tag: Tag.integer } : value;
}

function scopeOf(extensions: readonly Extension[]): Pick<Crl, 'scope' | 'distributionPoints'> {
  const understood: string[] = [oids.issuingDistributionPoint, oids.deltaCrlIndicator];
  const strange = extensions.some(({ oid, critical }) => critical && !understood.includes(oid));
  const isDelta = extensions.some(({ oid }) => oid === oids.deltaCrlIndicator);
  const point = extensions.find(({ oid }) => oid === oids.issuingDistributionPoint);
  if (strange) return { scope: 'unsupported', distributionPoints: undefined };
  if (point === undefined) return { scope: isDelta ? 'partial' : 'all', distributionPoints: undefined };
  const parts = sequence(readOnlyDer(point.value), 'issuingDistributionPoint');
  const flag = (number: number) => {
    const value = parts.takeIf(Tag.contextPrimitive(number));
    return value !== undefined && booleanOf({ ...value, tag: Tag.boolean });
  };
  const name = parts.takeIf(Tag.context(0));
  const [endEntities, authorities] = [flag(1), flag(2)];
  const someReasons = parts.takeIf(Tag.contextPrimitive(3)) !== undefined;
  const distributionPoints = name === undefined ? undefined : distributionPointNames(name);
  if (parts.rest.length > 0) return { scope: 'unsupported', distributionPoints };
  if (isDelta || someReasons) return { scope: 'partial', distributionPoints };
  return { scope: endEntities ? 'end-entities' : authorities ? 'authorities' : 'all', distributionPoints };
}

const checked = new Map<string, boolean>();

/** Whether the list is from this authority: name, right to sign lists, signature. */
export function isCrlOf(crl: Crl, issuer: Certificate): boolean {
  if (crl.issuerKey !== issuer.subject.key || isBroken(crl.scheme.hash)) return false;
  if (issuer.keyUsage !== undefined && !issuer.keyUsage.has('cRLSign')) return false;
  const id = `${issuer.id}:${crl.id}`;
  const kept = checked.get(id);
  if (kept !== undefined) return kept;
  const fits = signatureFits(crl.scheme, issuer.key, crl.tbs, crl.signature);
  if (checked.size >= 2_000) checked.clear();
  checked.set(id, fits);
  return fits;
}
