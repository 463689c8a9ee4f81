/** What finding out about revocation needs from whoever knows the trust: keys, other signers, how much work is left. */
import type { Certificate } from '../cms/certificate.ts';
import type { PublicKey } from '../crypto/key.ts';
import type { HashName } from '../der/oids.ts';
import { type Budget, budget } from '../path/budget.ts';
import type { Crl } from './crl.ts';
import type { SourceFault } from './fault.ts';
import type { ResponderId } from './ocsp-response.ts';
import type { RevocationStatus } from './status.ts';

export interface RevocationSources {
  readonly crls: readonly Crl[];
  /** OCSP responses, DER. */
  readonly ocsps: readonly Uint8Array[];
  /** What a file holds beside them that could not be read. */
  readonly unread?: readonly SourceFault[];
}

export interface RevocationHelp {
  /** Hashes that signatures of lists and responses may use. */
  readonly hashes: readonly HashName[];
  readonly work: Budget;
  /** See PathRules. */
  readonly latest?: Date;
  /** The key with the parameters that it takes from further up in the path. */
  readonly keyOf: (certificate: Certificate) => PublicKey;
  /** Certificates with this subject and a sound, unrevoked path to the same anchor at that time. */
  readonly listSigners: (subjectKey: string, at: Date) => readonly Certificate[];
  /** Certificates at hand of whom a response names, where it does not bring one. */
  readonly responders: (responder: ResponderId) => readonly Certificate[];
  /** For responders; undefined when nothing at hand is about the certificate. */
  readonly statusOf: (
    certificate: Certificate,
    issuer: Certificate,
    at: Date,
  ) => RevocationStatus['status'] | undefined;
}

/** Without a trust around: lists and responses of the issuer itself. */
export function noHelp(): RevocationHelp {
  return {
    hashes: ['sha256', 'sha384', 'sha512'],
    work: budget(),
    keyOf: ({ key }) => key,
    listSigners: () => [],
    responders: () => [],
    statusOf: () => undefined,
  };
}
