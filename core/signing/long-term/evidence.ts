/** The certificates of a path and the word on each that it was not revoked: what a later verifier cannot ask any more. */

import { largestAnswer } from '../../fetching/limits.ts';
import type { StoreContent } from '../../pdf/writing/index.ts';
import { type Certificate, parseCertificate } from '../../verification/cms/certificate.ts';
import { DerError } from '../../verification/der/reader.ts';
import { holderOf } from '../../verification/details/holder.ts';
import { ocspRequest } from '../../verification/fetching/ocsp-request.ts';
import { placesIn } from '../../verification/fetching/places.ts';
import { isNamedBy, isSelfSigned, isSignedBy } from '../../verification/path/link.ts';
import { type Crl, parseCrl } from '../../verification/revocation/crl.ts';
import { revocationOf } from '../../verification/revocation/revocation.ts';
import type { RevocationStatus } from '../../verification/revocation/status.ts';
import { fail } from '../errors.ts';
import { inVietnam } from '../words/vietnam-time.ts';
import { type Ask, type Attempt, askingFor } from './asking.ts';
import type { EvidenceSources } from './pool.ts';

/** A certificate to be proven good, as of a moment. */
export interface ToProve {
  readonly certificate: Certificate;
  readonly at: Date;
}

interface Pool {
  readonly certificates: Certificate[];
  readonly crls: { readonly der: Uint8Array; readonly crl: Crl }[];
  readonly ocsps: Uint8Array[];
  readonly ask: Ask;
}

const longestPath = 10;
/** How many are asked is limited for the whole document. */
const everyPlace = Object.freeze({ most: Number.POSITIVE_INFINITY, changes: false });

/**
 * Everything for the paths of all certificates, each up to a self-signed one; nothing twice, nothing that says nothing.
 * Throws SIGN_CHAIN_INCOMPLETE, SIGN_REVOCATION_MISSING, SIGN_PROOF_TOO_LATE, SIGN_CERTIFICATE_REVOKED,
 * SIGN_EVIDENCE_UNREACHABLE, SIGN_EVIDENCE_REFUSED, SIGN_OPTION_INVALID.
 */
export async function evidenceFor(all: readonly ToProve[], sources: EvidenceSources): Promise<StoreContent> {
  const pool = poolOf(sources);
  const certificates = new Map<string, Uint8Array>();
  const crls = new Set<Uint8Array>();
  const ocsps = new Set<Uint8Array>();
  for (const { certificate, at } of all) {
    let subject = certificate;
    certificates.set(subject.id, subject.der);
    for (let length = 0; !isSelfSigned(subject); length += 1) {
      if (length === longestPath) throw fail('SIGN_CHAIN_INCOMPLETE', holderOf(subject));
      const issuer = await issuerOf(subject, pool);
      const word = await wordOn(subject, issuer, at, pool);
      (word.kind === 'crl' ? crls : ocsps).add(word.der);
      certificates.set(issuer.id, issuer.der);
      subject = issuer;
    }
  }
  return { certificates: [...certificates.values()], crls: [...crls], ocsps: [...ocsps] };
}

function poolOf({ certificates, crls, ocsps, hosts, network }: EvidenceSources): Pool {
  return {
    certificates: certificates.flatMap((der) => readable(() => parseCertificate(der))),
    crls: crls.flatMap((der) => readable(() => ({ der, crl: parseCrl(der) }))),
    ocsps: [...ocsps],
    ask: askingFor(hosts, network),
  };
}

/** What cannot be read proves nothing. */
function readable<T>(read: () => T): T[] {
  try {
    return [read()];
  } catch (error) {
    if (error instanceof DerError) return [];
    throw error;
  }
}

async function issuerOf(subject: Certificate, pool: Pool): Promise<Certificate> {
  const find = () => pool.certificates.find((one) => isNamedBy(one, subject) && isSignedBy(one, subject));
  const known = find();
  if (known !== undefined) return known;
  const attempts = placesIn(subject, everyPlace).issuers.map((url) => ({
    question: { url, bytes: largestAnswer.certificate },
    use: (der: Uint8Array) => {
      pool.certificates.push(...readable(() => parseCertificate(der)));
      return find();
    },
  }));
  const found = await pool.ask(attempts);
  if (found !== undefined) return found;
  throw fail('SIGN_CHAIN_INCOMPLETE', holderOf(subject));
}

interface Word {
  readonly kind: 'crl' | 'ocsp';
  readonly der: Uint8Array;
}

/** A response before a list: it is smaller. What is at hand before what must be fetched. */
async function wordOn(subject: Certificate, issuer: Certificate, at: Date, pool: Pool): Promise<Word> {
  const ask = (crl: readonly Crl[], ocsp: readonly Uint8Array[]) =>
    refusedWhenRevoked(revocationOf(subject, issuer, { crls: crl, ocsps: ocsp }, at), subject);
  const atHand = (): Word | undefined => {
    const ocsp = pool.ocsps.find((der) => ask([], [der]));
    if (ocsp !== undefined) return { kind: 'ocsp', der: ocsp };
    const [newest] = pool.crls
      .filter(({ crl }) => ask([crl], []))
      .sort((a, b) => b.crl.thisUpdate.getTime() - a.crl.thisUpdate.getTime());
    return newest && { kind: 'crl', der: newest.der };
  };
  const known = atHand();
  if (known !== undefined) return known;
  const { responders, lists } = placesIn(subject, everyPlace);
  const fromResponders = responders.map(
    (url): Attempt<Word> => ({
      // No nonce: the response is kept, not compared.
      question: {
        url,
        body: ocspRequest(subject, issuer),
        type: 'application/ocsp-request',
        bytes: largestAnswer.response,
      },
      use: (der) => {
        pool.ocsps.push(der);
        return atHand();
      },
    }),
  );
  const fromLists = lists.map(
    (url): Attempt<Word> => ({
      question: { url, bytes: largestAnswer.list },
      use: (der) => {
        pool.crls.push(...readable(() => ({ der, crl: parseCrl(der) })));
        return atHand();
      },
    }),
  );
  const found = await pool.ask([...fromResponders, ...fromLists]);
  if (found !== undefined) return found;
  throw missingWord(subject, at);
}

/** Lists need not keep what has ended (RFC 5280 section 3.3): newer ones would not help. */
function missingWord(subject: Certificate, at: Date) {
  if (at <= subject.notAfter) return fail('SIGN_REVOCATION_MISSING', holderOf(subject));
  const [until, proven] = [inVietnam(subject.notAfter), inVietnam(at)];
  return fail('SIGN_PROOF_TOO_LATE', { ...holderOf(subject), until, at: proven });
}

function refusedWhenRevoked(status: RevocationStatus, subject: Certificate): boolean {
  if (status.status !== 'revoked') return status.status === 'good';
  throw fail('SIGN_CERTIFICATE_REVOKED', { ...holderOf(subject), at: inVietnam(status.at) });
}
