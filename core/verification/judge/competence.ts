/** Whether the agency of the certificates is the one that issues the document. */
import { type Detail, detail } from '../details/index.ts';
import type { PageFacts } from '../page/page-facts.ts';
import type { Issuer } from '../policy/policy.ts';
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
): Competence {
  const agencies = signatures.filter(({ signer }) => signer.kind === 'agency');
  const last = agencies.at(-1);
  if (last === undefined) return nothing;
  const signers = agencies.map(({ signer }) => signer);
  const said = issuer === undefined ? undefined : againstCaller(signers, issuer);
  if (said?.decides === true) {
    return {
      examined: true,
      judgement: outcome('INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', 'AGENCY_NOT_ISSUER', said.what),
      findings: [],
    };
  }
  const read = issuer === undefined && page?.kind === 'read' && page.head.length > 0 ? page.head : undefined;
  const warnings: { readonly field: string; readonly what: Detail }[] = [];
  if (said !== undefined) warnings.push({ field: last.field, what: said.what });
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
    return issuer === undefined && read === undefined && people.length === 0 ? nothing : inOrder;
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

/** Undefined when one of the agencies is the issuer. */
function againstCaller(
  agencies: readonly SignerReport[],
  { name, id }: Issuer,
): { readonly decides: boolean; readonly what: Detail } | undefined {
  const fits = (agency: SignerReport) =>
    (name === undefined || sameAgency(agency.name, name)) &&
    (id === undefined || agency.agencyIds?.some((own) => sameAgency(own, id)) === true);
  if (agencies.some(fits)) return undefined;
  const found = agencies.map((agency) => agency.name).join(', ');
  const below =
    name !== undefined && id === undefined
      ? agencies.find((agency) => isOrBelongsTo(agency, name))
      : undefined;
  if (name !== undefined && below !== undefined) {
    return { decides: false, what: detail('AGENCY_BELONGS_TO_ISSUER', { issuer: name, agency: below.name }) };
  }
  const issuer = [name, id].filter((part) => part !== undefined).join(', ');
  return { decides: true, what: detail('ISSUER_EXPECTED', { issuer, agency: found }) };
}
