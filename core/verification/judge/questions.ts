/** A report on a file whose certificates' places were asked: what came to nothing is said where something is missing. */
import { type Detail, detail } from '../details/index.ts';
import type { Finding, QuestionReport, Report, SignatureReport } from '../report.ts';

type Failed = QuestionReport & { readonly fault: NonNullable<QuestionReport['fault']> };

/**
 * The same verdict. "No list at hand" becomes the address that was asked for it, when, and what went wrong; every question
 * that came to nothing is a finding: a warning where a verdict waits for it, else a note.
 */
export function withQuestions(report: Report, questions: readonly QuestionReport[]): Report {
  if (questions.length === 0) return report;
  const failed = questions.filter((question): question is Failed => question.fault !== null);
  const serials = new Map(
    report.signatures.map(({ field, signer }) => [field, signer.certificateSerial] as const),
  );
  const told = (what: Detail, field: string | null | undefined): Detail =>
    toldOf(what, failed, field == null ? undefined : serials.get(field));
  const { detail: what } = report;
  return {
    ...report,
    ...(what === undefined ? {} : { detail: told(what, what.field) }),
    signatures: report.signatures.map((signature) => toldSignature(signature, told)),
    findings: [
      ...report.findings.map((finding) =>
        finding.detail === null ? finding : { ...finding, detail: told(finding.detail, finding.field) },
      ),
      ...failed.map((question) => unanswered(question, report)),
    ],
    questions,
  };
}

type Tell = (what: Detail, field: string) => Detail;

function toldSignature(signature: SignatureReport, told: Tell): SignatureReport {
  const { field, detail: what, revocation } = signature;
  return {
    ...signature,
    ...(what === undefined ? {} : { detail: told(what, field) }),
    revocation: {
      ...revocation,
      detail: revocation.detail === null ? null : told(revocation.detail, field),
    },
  };
}

/** `signer`: serial number of the certificate whose path is missing. */
function toldOf(what: Detail, failed: readonly Failed[], signer: string | undefined): Detail {
  const { code, values, field } = what;
  const place = field === undefined ? {} : { field };
  if (code === 'LIST_MISSING') {
    const question = failed.find(
      ({ about, certificate }) =>
        about !== 'issuer' && certificate.serial === values.serial && certificate.name === values.name,
    );
    return question === undefined
      ? what
      : { ...detail('LIST_NOT_FETCHED', { ...question.certificate, ...valuesOf(question) }), ...place };
  }
  if (code !== 'NO_PATH') return what;
  const question = failed.find((one) => one.about === 'issuer' && one.signer === signer);
  return question === undefined
    ? what
    : { ...detail('ISSUER_NOT_FETCHED', { ...question.certificate, ...valuesOf(question) }), ...place };
}

function valuesOf({ url, at, fault: { kind, value } }: Failed) {
  return { url, asked: at, fault: value === undefined ? kind : `${kind} ${value}` };
}

function unanswered(question: Failed, { verdict, signatures }: Report): Finding {
  const waiting = signatures.some(
    ({ reason }) =>
      reason === 'REVOCATION_UNKNOWN' ||
      reason === 'REVOCATION_DATA_UNUSABLE' ||
      reason === 'CERTIFICATE_UNTRUSTED',
  );
  return {
    code: 'PLACE_UNANSWERED',
    severity: waiting && verdict !== 'TOTAL-PASSED' ? 'warning' : 'note',
    field: null,
    detail: detail('PLACE_ASKED', valuesOf(question)),
  };
}
