/**
 * Distinguished names of authorities and subscribers. The conventions for subscribers (CN, T, O, UID with a CCCD: or
 * MST: prefix) follow what is seen in Vietnamese certificates; they are a convention of this PKI, not a legal fact.
 */
import type { AuthoritySubject, Subscriber } from './description/description.ts';
import { x509 } from './x509.ts';

/** UID (RFC 4519 section 2.39). */
export const userIdentifier = '0.9.2342.19200300.100.1.1';

export function authorityName(subject: AuthoritySubject): x509.Name {
  return nameOf([
    ['C', subject.country ?? 'VN'],
    ['L', subject.locality],
    ['O', subject.organization],
    ['OU', subject.organizationalUnit],
    ['CN', subject.commonName],
  ]);
}

export function subscriberName(subscriber: Subscriber): x509.Name {
  switch (subscriber.kind) {
    case 'person':
      return nameOf([
        ['C', 'VN'],
        ['O', subscriber.agency],
        ['T', subscriber.title],
        ['CN', subscriber.name],
        [userIdentifier, `CCCD:${subscriber.citizenId}`],
      ]);
    case 'agency':
      return nameOf([
        ['C', 'VN'],
        ['O', subscriber.organization ?? subscriber.name],
        ['CN', subscriber.name],
        [userIdentifier, `MST:${subscriber.taxCode}`],
      ]);
    case 'service':
      return nameOf([
        ['C', 'VN'],
        ['O', subscriber.agency],
        ['CN', subscriber.name],
      ]);
  }
}

function nameOf(parts: readonly (readonly [type: string, value: string | undefined])[]): x509.Name {
  return new x509.Name(parts.flatMap(([type, value]) => (value === undefined ? [] : [{ [type]: [value] }])));
}
