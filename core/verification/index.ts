/** Verification's public door: facts about a signed PDF, and the verdict on them under a policy. */

export { contentInSteps } from './bulk/examine-file.ts';
export type { Assignment, Examined, Result } from './bulk/job.ts';
export { filesTogether, together } from './bulk/together.ts';
export { verifyAll } from './bulk/verify-all.ts';
export { type DetachedSignature, detachedFacts, judgeDetached, verifyDetached } from './detached.ts';
export { changeDetail } from './details/change.ts';
export type { Detail, DetailCode } from './details/index.ts';
export { unreadSentence } from './details/unread.ts';
export { errorTable } from './errors.ts';
export { collectFacts } from './facts/collect.ts';
export type * from './facts/facts.ts';
export type * from './facts/paper-facts.ts';
export { signedDataIn } from './facts/signatures/signed-data-in.ts';
export { type FactsDocument, factsDocument, readFactsDocument } from './facts/stored/document.ts';
export { oddTables, pagesWithOddities } from './facts/tables/odd-tables.ts';
export { judge } from './judge/document.ts';
export { type LiveJudgement, liveJudgement } from './judge/live.ts';
export { oddTableFindings } from './judge/odd-tables.ts';
export { scanFaults } from './judge/scan-faults.ts';
export { demandText } from './judge/seed.ts';
export { showsNumber } from './judge/shown-text.ts';
export { unsuitability } from './judge/signer.ts';
export { standingOf } from './judge/standing.ts';
export { liveFacts } from './live/collect.ts';
export { withContents } from './live/contents.ts';
export type { PageFacts } from './page/page-facts.ts';
export { type PageReader, pageReader } from './page/reader.ts';
export { sheetsOf } from './paper/pictures.ts';
export { loadTrust, type TrustStore, trustStore } from './path/trust.ts';
export { articleId, type Citation } from './policy/citation.ts';
export { largestImage } from './policy/looks.ts';
export {
  type AlgorithmPolicy,
  type DocumentRole,
  defaultAlgorithms,
  defaultSubjects,
  documentRoles,
  type Issuer,
  type Policy,
  type RegulationId,
  regulationIds,
} from './policy/policy.ts';
export { type ReasonCode, type ReasonRow, reasons } from './reasons.ts';
export { detailText, detailWords } from './report/detail-text.ts';
export type * from './report.ts';
export { certificateMade } from './seed/certificate.ts';
export { seedValuesOf } from './seed/seed-values.ts';
export { type SignatureMade, unmetDemands } from './seed/unmet.ts';
export { verifyPdf } from './verify.ts';
