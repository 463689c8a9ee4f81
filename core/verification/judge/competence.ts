/** Whether the agency of the certificates is the one that issues the document. */
import { type Detail, detail } from '../details/index.ts';
import type { PageFacts } from '../page/page-facts.ts';
import type { DocumentRole, Issuer } from '../policy/policy.ts';
import type { Finding, Judgement, SignatureReport, SignerReport } from '../report.ts';
import { headNames, sameAgency } from './agency-name.ts';
import { outcome } from './outcome.ts';

export interface Competence {
  /** Whether there was anything to compare. */
  readonly examined: boolean;
  /** Only what the caller said can decide. */
  readonly judgement: Judgement | undefined;
  readonly findings: readonly Finding[];
}

const nothing: Competence = Object.freeze({ examined: false, judgement: undefined, findings: [] });
const inOrder: Competence = Object.freeze({ examined: true, judgement: undefined, findings: [] });

/**
 * An agency counts as the issuer by its own name or identifier. Of one that only belongs to the issuer, a department to
 * its committee, and of whatever is read from the page or compared between certificates, a warning is all: how
 * agencies are named in certificates is a convention of the authority.
 */
export function competenceOf(
  signatures: readonly SignatureReport[],
  issuer: Issuer | undefined,
  page: PageFacts | undefined,
  role: DocumentRole,
): Competence {
  const agencies = signatures.filter(({ signer }) => signer.kind === 'agency');
  const last = agencies.at(-1);
  if (last === undefined) return nothing;
  const signers = agencies.map(({ signer }) => signer);
  const said = issuer === undefined ? undefined : againstCaller(agencies, issuer, role);
  if (said?.error !== undefined) {
    return {
      examined: true,
      judgement: outcome('INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', 'AGENCY_NOT_ISSUER', said.error),
      findings: [],
    };
  }
  const read = issuer === undefined && page?.kind === 'read' && page.head.length > 0 ? page.head : undefined;
  const warnings: Warning[] = [...(said?.warnings ?? [])];
  if (read !== undefined && !signers.some(({ name }) => headNames(read, name))) {
    const values = { issuer: read.join(' '), agency: last.signer.name };
    warnings.push({ field: last.field, what: detail('PAGE_NAMES_ISSUER', values) });
  }
  const people = signatures.filter(({ signer }) => signer.kind === 'person' && signer.agency !== undefined);
  for (const { field, signer } of people) {
    const theirs = signer.agency ?? '';
    if (signers.some((agency) => isOrBelongsTo(agency, theirs))) continue;
    const values = { person: signer.name, theirs, agency: last.signer.name };
    warnings.push({ field, what: detail('PERSON_OF_OTHER_AGENCY', values) });
  }
  if (warnings.length === 0) {
    // Whether a person's certificate is of the seal's agency does not tell whose document it is.
    return issuer === undefined && read === undefined ? nothing : inOrder;
  }
  return {
    examined: true,
    judgement: undefined,
    findings: warnings.map(({ field, what }) => ({
      code: 'AGENCY_NOT_ISSUER',
      severity: 'warning',
      field,
      detail: what,
    })),
  };
}

function isOrBelongsTo(agency: SignerReport, name: string): boolean {
  return sameAgency(agency.name, name) || (agency.agency !== undefined && sameAgency(agency.agency, name));
}

interface Warning {
  readonly field: string;
  readonly what: Detail;
}

/**
 * Every agency that is not one of those named, and every one named that did not sign. A copy is signed by whoever makes
 * it: there the issuer's own signature is enough, and others are pointed out.
 */
function againstCaller(
  agencies: readonly SignatureReport[],
  issuer: Issuer,
  role: DocumentRole,
): { readonly error: Detail | undefined; readonly warnings: readonly Warning[] } {
  const [names, ids] = [listed(issuer.name), listed(issuer.id)];
  const nameFits = ({ name }: SignerReport, wanted: readonly string[]) =>
    wanted.length === 0 || wanted.some((one) => sameAgency(name, one));
  const idFits = ({ agencyIds }: SignerReport, wanted: readonly string[]) =>
    wanted.length === 0 || wanted.some((one) => agencyIds?.some((own) => sameAgency(own, one)) === true);
  const parent = (agency: SignerReport) =>
    ids.length > 0 ? undefined : names.find((name) => isOrBelongsTo(agency, name));
  const strangers = agencies.filter(({ signer }) => !nameFits(signer, names) || !idFits(signer, ids));
  const outsiders = strangers.filter(({ signer }) => parent(signer) === undefined);
  const absent = [
    ...names.filter(
      (name) => !agencies.some(({ signer }) => nameFits(signer, [name]) || parent(signer) === name),
    ),
    ...ids.filter((id) => !agencies.some(({ signer }) => idFits(signer, [id]))),
  ];
  const isCopy = role === 'copy' && strangers.length < agencies.length;
  const expected = [issuer.name, issuer.id].filter((part) => part !== undefined).join(', ');
  const expectedOf = (found: readonly SignatureReport[], wanted: string): Detail =>
    detail('ISSUER_EXPECTED', { issuer: wanted, agency: found.map(({ signer }) => signer.name).join(', ') });
  const [only, another] = outsiders;
  if (only !== undefined && !isCopy) {
    const what = expectedOf(outsiders, expected);
    const error = another === undefined && agencies.length > 1 ? { ...what, field: only.field } : what;
    return { error, warnings: [] };
  }
  if (absent.length > 0) return { error: expectedOf(agencies, absent.join(', ')), warnings: [] };
  const warnings = strangers.map((stranger): Warning => {
    const above = parent(stranger.signer);
    const values = { issuer: above ?? expected, agency: stranger.signer.name };
    const code = above === undefined ? 'ISSUER_EXPECTED' : 'AGENCY_BELONGS_TO_ISSUER';
    return { field: stranger.field, what: detail(code, values) };
  });
  return { error: undefined, warnings };
}

/** Issuers of one document stand with semicolons between them, which no name of an agency holds. */
function listed(text: string | undefined): readonly string[] {
  return (text ?? '').split(';').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
}
