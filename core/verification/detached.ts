/** Signatures beside a file (CAdES, RFC 5652 detached): the same facts and verdicts as for those inside a PDF. */
import { bytesOf, type SignedBytes } from './crypto/signed-bytes.ts';
import type { Facts, SignatureFacts } from './facts/facts.ts';
import { cmsContents } from './facts/signatures/content.ts';
import { judge } from './judge/document.ts';
import type { Policy } from './policy/policy.ts';
import type { Report } from './report.ts';

export interface DetachedSignature {
  /** What the report calls it, as the file's name. */
  readonly name: string;
  /** The ContentInfo, in DER or BER. */
  readonly der: Uint8Array;
}

/** Facts about signatures over one content: every one covers all of it, and nothing can come after. */
export function detachedFacts(signatures: readonly DetachedSignature[], content: Uint8Array): Facts {
  const size = content.length;
  const covered = bytesOf(content);
  return {
    size,
    pages: 0,
    revisions: [{ number: 0, start: 0, end: size, crossReference: 'table' }],
    bytesAfterEnd: { start: size, count: 0, blank: true },
    signatures: signatures.flatMap((file) => signaturesIn(file, covered, size)),
    emptyFields: [],
    repeatedNames: [],
    changes: [],
    store: { certificates: [], crls: [], ocsps: [] },
  };
}

/** Parallel signatures stand in the order of their bytes (RFC 5652, 5.1): here in that of the times that they claim. */
function signaturesIn(
  { name, der }: DetachedSignature,
  covered: SignedBytes,
  size: number,
): SignatureFacts[] {
  const each = cmsContents(der, covered).map((content) => ({
    content,
    claimedTime: content.kind === 'cms' ? content.cms.signingTime : null,
  }));
  const inOrder = each.toSorted((a, b) => (a.claimedTime ?? '~').localeCompare(b.claimedTime ?? '~'));
  return inOrder.map(
    ({ content, claimedTime }, index): SignatureFacts => ({
      field: each.length === 1 ? name : `${name} ${index + 1}/${each.length}`,
      kind: 'signature',
      subFilter: 'ETSI.CAdES.detached',
      widgets: [],
      claimedTime,
      stated: {},
      byteRange: [0, size],
      coverage: { kind: 'revision', revision: 0, end: size },
      content,
      permissions: null,
      lock: null,
    }),
  );
}

/** What is only asked of PDF signatures: where the claimed time stands, and DER (RFC 5652 takes BER as well). */
const aboutPdf: readonly string[] = ['NOT_PADES', 'CMS_NOT_DER'];

/** The verdict on all signatures over the content together, as on those of a PDF. */
export function verifyDetached(
  signatures: readonly DetachedSignature[],
  content: Uint8Array,
  policy: Policy,
): Report {
  return judgeDetached(detachedFacts(signatures, content), policy);
}

/** The same on facts that were collected earlier. */
export function judgeDetached(facts: Facts, policy: Policy): Report {
  const report = judge(facts, policy);
  return { ...report, findings: report.findings.filter(({ code }) => !aboutPdf.includes(code)) };
}
