/** Who signed, from the certificate's subject, and whether the certificate is one for signing documents. */
import type { Certificate } from '../cms/certificate.ts';
import { attributeText } from '../cms/name.ts';
import { oids } from '../der/oids.ts';
import { plainName } from '../details/holder.ts';
import { type Detail, detail } from '../details/index.ts';
import type { SubjectConvention } from '../policy/regulation.ts';
import type { SignerReport } from '../report.ts';

/** Also of a certificate that cannot be used: whom it names is a claim like any other until the verdict. */
type Named = Pick<Certificate, 'subject' | 'serial'>;

export function signerOf(
  certificate: Named | undefined,
  stated: string | undefined,
  convention: SubjectConvention,
): SignerReport {
  if (certificate === undefined) return { name: stated ?? '', kind: 'unknown' };
  const known = signers.get(certificate);
  if (known?.convention === convention) return known.signer;
  const signer = Object.freeze(named(certificate, convention));
  signers.set(certificate, { convention, signer });
  return signer;
}

/** Made once a certificate, as long as the convention is the same. */
const signers = new WeakMap<
  Named,
  { readonly convention: SubjectConvention; readonly signer: SignerReport }
>();

function named(certificate: Named, convention: SubjectConvention): SignerReport {
  const { subject } = certificate;
  const title = attributeText(subject, oids.title);
  const agency = attributeText(subject, oids.organization);
  const ids = subject.attributes.filter(({ oid }) => oid === oids.userId).map(({ text }) => text);
  const kind = kindOf(ids, convention);
  return {
    name: plainName(subject),
    ...(title === undefined ? {} : { title }),
    ...(agency === undefined ? {} : { agency }),
    kind,
    ...(kind === 'agency' ? { agencyIds: ids } : {}),
    certificateSerial: certificate.serial,
  };
}

/** By the identifier alone: a title is a courtesy that also other subjects might carry. */
function kindOf(ids: readonly string[], convention: SubjectConvention): SignerReport['kind'] {
  const begins = (prefixes: readonly string[]) =>
    ids.some((id) => prefixes.some((prefix) => id.startsWith(prefix)));
  const isPerson = begins(convention.personPrefixes);
  const isAgency = begins(convention.agencyPrefixes);
  if (isPerson === isAgency) return 'unknown';
  return isPerson ? 'person' : 'agency';
}

const clientAuth = '1.3.6.1.5.5.7.3.2';

/** emailProtection, clientAuth, anyExtendedKeyUsage, document signing (RFC 9336, Microsoft, Adobe). */
export const documentUses: readonly string[] = [
  '1.3.6.1.5.5.7.3.4',
  clientAuth,
  '2.5.29.37.0',
  '1.3.6.1.5.5.7.3.36',
  '1.3.6.1.4.1.311.10.3.12',
  '1.2.840.113583.1.1.5',
];

/** What speaks against signing documents with this certificate; undefined when nothing does. */
export function unsuitability(certificate: Certificate): Detail | undefined {
  const { keyUsage, extendedKeyUsage, basicConstraints } = certificate;
  if (basicConstraints?.ca === true) return detail('IS_AUTHORITY');
  if (keyUsage !== undefined && !keyUsage.has('digitalSignature') && !keyUsage.has('nonRepudiation')) {
    const usage = [...keyUsage].join(', ');
    return usage === '' ? detail('KEY_USAGE_NOTHING') : detail('KEY_USAGE', { usage });
  }
  if (extendedKeyUsage !== undefined && !extendedKeyUsage.some((use) => documentUses.includes(use))) {
    return detail('EXTENDED_KEY_USAGE', { usage: extendedKeyUsage.join(', ') });
  }
  // For logging in (RFC 5280, 4.2.1.12); authorities that mean documents as well say that the key commits its holder.
  const onlyLogsIn = extendedKeyUsage?.every((use) => use === clientAuth || !documentUses.includes(use));
  if (onlyLogsIn === true && keyUsage !== undefined && !keyUsage.has('nonRepudiation')) {
    return detail('EXTENDED_KEY_USAGE', { usage: `${extendedKeyUsage?.join(', ')} (clientAuth)` });
  }
  return undefined;
}
