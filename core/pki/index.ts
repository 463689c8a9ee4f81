/** The test PKI: the only door of this folder for others. */
export type { KeyUsage } from './certificate-profile.ts';
export type { PkiDescription, RevocationReason, Subscriber } from './description/description.ts';
export { parsePkiDescription } from './description/parse.ts';
export type { IssuedCertificate, IssueOverrides } from './issue.ts';
export type { TokenTarget } from './issue-to-token.ts';
export { createPki, openPki, type Pki, type ServedPki } from './pki.ts';
