/** A ready set for tests: authorities, a person and an agency with lists, and the usual document signed by both. */

import { oids } from '../der/oids.ts';
import { type TrustStore, trustStore } from '../path/trust.ts';
import type { Policy } from '../policy/policy.ts';
import { verifyPdf } from '../verify.ts';
import {
  authorityExtensions,
  type CrlOptions,
  certificate,
  crl,
  extension,
  type Identity,
} from './authority.ts';
import { type CmsOptions, cms, stampWith, type TokenOptions } from './cms.ts';
import { objectIdentifier, sequence } from './der.ts';
import { basePdf, type SigningOptions, signRevision } from './pdf.ts';

export const now = '2026-03-10T00:00:00Z';

export const root = certificate({ name: 'Root' });
export const sub = certificate({ name: 'Sub', issuer: root, extensions: authorityExtensions(0) });
export const person = certificate({ name: 'An', uid: 'CCCD:1', issuer: sub });
export const agency = certificate({ name: 'UBND', uid: 'MST:1', issuer: sub });
export const tsa = certificate({
  name: 'TSA',
  uid: 'X:1',
  issuer: sub,
  more: [extension(oids.extendedKeyUsage, true, sequence(objectIdentifier(oids.timeStamping)))],
});

/** For `cms.unsigned`: a time stamp of the day on which the usual document is signed. */
export const timeStamp = (changes: Partial<TokenOptions> = {}) =>
  stampWith({ tsa, issuer: sub, at: '2026-03-02T02:00:00Z', ...changes });

export function trust(
  changes: {
    readonly certificates?: readonly Identity[];
    readonly rootCrl?: Partial<CrlOptions> | null;
    readonly subCrl?: Partial<CrlOptions> | null;
  } = {},
): TrustStore {
  const lists = [
    ...(changes.rootCrl === null ? [] : [crl({ issuer: root, ...changes.rootCrl })]),
    ...(changes.subCrl === null ? [] : [crl({ issuer: sub, ...changes.subCrl })]),
  ];
  return trustStore({
    certificates: (changes.certificates ?? [root, sub]).map(({ der }) => der),
    crls: lists,
  });
}

export function policy(changes: Partial<Policy> = {}): Policy {
  return { trust: trust(), at: new Date(now), regulation: 'hai-phong-2025', ...changes };
}

export type SignatureChanges = Partial<SigningOptions> & { readonly cms?: Partial<CmsOptions> };

export function personSigns(before: Buffer = basePdf(), changes: SignatureChanges = {}): Buffer {
  return signRevision(before, { name: 'Personal', number: 5, sign: signer(person, changes.cms), ...changes });
}

/** The seal covers the left third of the personal widget, as article 14 wants it. */
export function agencySigns(before: Buffer, changes: SignatureChanges = {}): Buffer {
  return signRevision(before, {
    name: 'Agency',
    number: 8,
    earlier: ['5 0 R'],
    rect: '60 80 133 170',
    sign: signer(agency, changes.cms),
    ...changes,
  });
}

export const bothSign = (base: Buffer = basePdf()): Buffer => agencySigns(personSigns(base));

function signer(identity: Identity, changes: Partial<CmsOptions> | undefined) {
  return (signed: readonly Uint8Array[]) => cms({ signer: identity, issuer: sub, signed, ...changes });
}

/** Verdict, sub-indication and reason in one line. */
export function verdictOf(pdf: Uint8Array, changes: Partial<Policy> = {}): string {
  const { verdict, subIndication, reason } = verifyPdf(pdf, policy(changes));
  return [verdict, subIndication, reason].filter((word) => word !== undefined).join(' ');
}

/** Reason on the file, and the first change that is not vouched for, as `kind place`. Throws for a file that passes. */
export function refusalOf(pdf: Uint8Array): readonly [string, string | undefined] {
  const report = verifyPdf(pdf, policy());
  if (report.verdict === 'TOTAL-PASSED') throw new Error('the file passes');
  const change = report.signatures.flatMap(({ changesAfter }) => changesAfter)[0];
  return [report.reason ?? '', change && `${change.kind} ${change.place}`];
}
