/** The name that a time-stamp token gives its authority, beside the certificate that signed it (RFC 3161, 2.4.2). */
import { oids } from '../der/oids.ts';
import { DerError, type DerValue, readDer, readOnlyDer } from '../der/reader.ts';
import type { Certificate } from './certificate.ts';
import { generalNameKey } from './distribution-point.ts';
import { generalNameOf, generalNamesOf } from './general-name.ts';

/**
 * Whether the field `tsa` (a GeneralName under an explicit [0]) is one of the certificate's subject names, as it has to be
 * where it stands. Throws DerError.
 */
export function namesAuthority(tsa: DerValue, { subject, extensions }: Certificate): boolean {
  const inner = readDer(tsa.bytes, tsa.content, tsa.end);
  if (inner.end !== tsa.end) throw new DerError('tsa: more than a name');
  const key = generalNameKey(generalNameOf(inner, 'tsa'));
  if (key === `directory:${subject.key}`) return true;
  const others = extensions.find(({ oid }) => oid === oids.subjectAltName);
  if (others === undefined) return false;
  return generalNamesOf(readOnlyDer(others.value), 'subjectAltName').some(
    (name) => generalNameKey(name) === key,
  );
}
