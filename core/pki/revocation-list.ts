/** Makes a certificate revocation list (RFC 5280 section 5): version 2, with number and authority key identifier. */
import type { Authority } from './authorities.ts';
import {
  bitString,
  element,
  enumerated,
  explicit,
  extension,
  integer,
  sequence,
  serialInteger,
  time,
} from './der.ts';
import { type RevocationReason, revocationReasonNumbers } from './description/description.ts';
import { signWith } from './software-key.ts';

export interface Revocation {
  /** Lower-case hexadecimal. */
  readonly serial: string;
  readonly at: Date;
  readonly reason: RevocationReason;
}

export interface RevocationListContent {
  readonly number: number;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date;
  readonly revoked: readonly Revocation[];
}

export function revocationList(issuer: Authority, content: RevocationListContent): Uint8Array {
  const { signatureAlgorithm } = issuer.key;
  const entries = content.revoked.map(entry);
  const list = sequence(
    integer(1),
    signatureAlgorithm,
    issuer.subjectDer,
    time(content.thisUpdate),
    time(content.nextUpdate),
    // An empty list must be left out altogether.
    ...(entries.length === 0 ? [] : [sequence(...entries)]),
    explicit(
      0,
      sequence(
        extension(authorityKeyIdentifier, sequence(element(0x80, issuer.keyIdentifier))),
        extension(crlNumber, integer(content.number)),
      ),
    ),
  );
  return sequence(list, signatureAlgorithm, bitString(signWith(issuer.key, list)));
}

const authorityKeyIdentifier = '2.5.29.35';
const crlNumber = '2.5.29.20';
const crlReason = '2.5.29.21';

function entry({ serial, at, reason }: Revocation): Buffer {
  const number = revocationReasonNumbers[reason];
  const reasonExtension = sequence(extension(crlReason, enumerated(number)));
  // RFC 5280 section 5.3.1: unspecified is said by leaving the reason out.
  return sequence(serialInteger(serial), time(at), ...(number === 0 ? [] : [reasonExtension]));
}
