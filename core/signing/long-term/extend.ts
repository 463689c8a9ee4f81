/** Raises every signature of a file to a level of ETSI EN 319 142-1, one revision at a time, behind bytes that stay. */
import type { Clock } from '../../../foundation/clock.ts';
import {
  addSignatureField,
  addToStore,
  fillByteRange,
  fillContents,
  freeFieldName,
  openForWriting,
  pageNumbered,
  signatureDictionary,
  startRevision,
} from '../../pdf/writing/index.ts';
import { type Certificate, parseCertificate } from '../../verification/cms/certificate.ts';
import {
  type CmsFacts,
  collectFacts,
  type Facts,
  type SignatureFacts,
  signedDataIn,
} from '../../verification/index.ts';
import { emptyForm } from '../appearance/appearance-form.ts';
import { refuseBrokenResult, refuseBrokenSignatures } from '../document/earlier-signatures.ts';
import { fail } from '../errors.ts';
import { timeStampFor } from '../servers/time-stamp.ts';
import type { SigningWarning } from '../warning-rows.ts';
import { atLevel } from '../words/wording.ts';
import { evidenceFor, type ToProve } from './evidence.ts';
import type { EvidenceSources } from './pool.ts';

export const levels = Object.freeze(['b-b', 'b-t', 'b-lt', 'b-lta'] as const);
export type Level = (typeof levels)[number];

export interface ExtendOptions {
  readonly pdf: Uint8Array;
  readonly level: Exclude<Level, 'b-b'>;
  readonly clock: Clock;
  /** RFC 3161 server; needed for b-lta, and where a signature has no time stamp yet. */
  readonly timeStamp?: { readonly url: string };
  readonly sources: EvidenceSources;
}

export interface ExtendedPdf {
  readonly pdf: Uint8Array;
  /** What is odd about the file without breaking a signature. */
  readonly warnings: readonly SigningWarning[];
}

/**
 * b-t: a document time stamp if a signature lacks proof of its time. b-lt: the security store as well. b-lta: a document
 * time stamp over all of it; done again later, it carries the proof on. Throws SIGN_NOT_SIGNED,
 * SIGN_EARLIER_SIGNATURE_BROKEN, SIGN_TIME_STAMP_…, SIGN_CHAIN_INCOMPLETE, SIGN_REVOCATION_MISSING, SIGN_PROOF_TOO_LATE,
 * SIGN_RESULT_NOT_ACCEPTABLE, PDF_….
 */
export async function extendPdfWithWarnings(options: ExtendOptions): Promise<ExtendedPdf> {
  const { pdf, level, clock, sources, timeStamp } = options;
  const facts = collectFacts(pdf);
  if (signedIn(facts).length === 0) throw fail('SIGN_NOT_SIGNED');
  const warnings = refuseBrokenSignatures(pdf, facts.signatures.length, clock.now());
  const stamp: Stamp = (covered) => {
    if (timeStamp === undefined)
      throw fail('SIGN_OPTION_MISSING', { option: '--time-stamp', as: atLevel(level) });
    return timeStampFor(covered, timeStamp);
  };
  const result = await raised(pdf, facts, { level, now: () => clock.now(), sources, stamp });
  refuseBrokenResult(result, facts.signatures.length, clock.now());
  return { pdf: result, warnings };
}

/**
 * What `extendPdf` would have made at `at` of the tokens, lists and responses that a file at hand keeps: nobody is asked.
 * Throws as `extendPdf` where these prove too little, and RangeError when there are too few tokens.
 */
export function extendedAgain(
  pdf: Uint8Array,
  level: Exclude<Level, 'b-b'>,
  kept: {
    readonly at: Date;
    readonly sources: Omit<EvidenceSources, 'hosts'>;
    /** Of the document time stamps behind `pdf`, in their order. */
    readonly tokens: readonly Uint8Array[];
  },
): Promise<Uint8Array> {
  const left = kept.tokens.values();
  const stamp: Stamp = async () => {
    const { value, done } = left.next();
    if (done === true) throw new RangeError('no time stamp is left');
    return value;
  };
  const sources = { ...kept.sources, hosts: [] };
  return raised(pdf, collectFacts(pdf), { level, now: () => kept.at, sources, stamp });
}

/** Gives the TimeStampToken over some bytes. */
type Stamp = (covered: readonly Uint8Array[]) => Promise<Uint8Array>;

interface Raising extends Pick<ExtendOptions, 'level' | 'sources'> {
  readonly now: () => Date;
  readonly stamp: Stamp;
}

async function raised(
  before: Uint8Array,
  found: Facts,
  { level, now, sources, stamp }: Raising,
): Promise<Uint8Array> {
  let [pdf, facts] = [before, found];
  if (signedIn(facts).some((signature) => provenTime(signature, facts) === undefined)) {
    pdf = await stamped(pdf, stamp);
    facts = collectFacts(pdf);
  }
  if (level === 'b-t') return pdf;
  pdf = await withEvidence(pdf, facts, now(), sources);
  return level === 'b-lt' ? pdf : await stamped(pdf, stamp);
}

function signedIn({ signatures }: Facts): readonly SignatureFacts[] {
  return signatures.filter(({ kind }) => kind === 'signature');
}

/** As `extendPdfWithWarnings`, for callers with nobody to warn. */
export async function extendPdf(options: ExtendOptions): Promise<Uint8Array> {
  return (await extendPdfWithWarnings(options)).pdf;
}

const openForProof = (pdf: Uint8Array) => openForWriting(pdf, undefined, 'all', 'proof');

/** One revision with a document time stamp over everything before it (ISO 32000-2, 12.8.5). */
async function stamped(pdf: Uint8Array, stamp: Stamp): Promise<Uint8Array> {
  const document = await openForProof(pdf);
  const revision = startRevision(document);
  const dictionary = signatureDictionary({ subFilter: 'ETSI.RFC3161', room: 16_384 });
  const page = pageNumbered(document, 1);
  addSignatureField(revision, {
    name: freeFieldName(document, undefined, 'CongvuTimeStamp'),
    page,
    rectangle: undefined,
    signature: revision.add(dictionary.object),
    appearance: emptyForm(revision, page),
  });
  const file = revision.finish();
  const holes = fillByteRange(file, dictionary, document.bytes.length);
  const [a, b, c, d] = holes.byteRange;
  const covered = [file.subarray(a, a + b), file.subarray(c, c + d)];
  fillContents(file, holes, await stamp(covered));
  return file;
}

async function withEvidence(
  pdf: Uint8Array,
  facts: Facts,
  now: Date,
  sources: EvidenceSources,
): Promise<Uint8Array> {
  const inFile = (list: readonly string[]) => list.map((text) => Buffer.from(text, 'base64'));
  const all = facts.signatures.flatMap(({ content }) => signedDataIn(content));
  const inside = all.flatMap((cms) => cms.certificates);
  const held = all.flatMap((cms) => cms.revocation ?? []);
  const evidence = await evidenceFor(
    facts.signatures.flatMap((one) => toProve(one, facts, now)),
    {
      certificates: [...sources.certificates, ...inFile(inside), ...inFile(facts.store.certificates)],
      crls: [...sources.crls, ...inFile(held.flatMap(({ crls }) => crls)), ...inFile(facts.store.crls)],
      ocsps: [...sources.ocsps, ...inFile(held.flatMap(({ ocsps }) => ocsps)), ...inFile(facts.store.ocsps)],
      hosts: sources.hosts,
      ...(sources.network === undefined ? {} : { network: sources.network }),
    },
  );
  const missing = {
    certificates: without(evidence.certificates, facts.store.certificates),
    crls: without(evidence.crls, facts.store.crls),
    ocsps: without(evidence.ocsps, facts.store.ocsps),
  };
  if (Object.values(missing).every(({ length }) => length === 0)) return pdf;
  const revision = startRevision(await openForProof(pdf));
  addToStore(revision, missing);
  return revision.finish();
}

function without(items: readonly Uint8Array[], known: readonly string[]): Uint8Array[] {
  return items.filter((der) => !known.includes(Buffer.from(der).toString('base64')));
}

/** The signer as of the proven time, the authorities of time stamps as of now. */
function toProve(signature: SignatureFacts, facts: Facts, now: Date): ToProve[] {
  const { content } = signature;
  const [own, ...others] = signedDataIn(content).map(signerOf);
  const proven = content.kind === 'cms' ? provenTime(signature, facts) : undefined;
  return [
    ...(own === undefined ? [] : [{ certificate: own, at: proven ?? now }]),
    ...others.flatMap((certificate) => (certificate === undefined ? [] : [{ certificate, at: now }])),
  ];
}

function signerOf({ certificates, signer }: CmsFacts): Certificate | undefined {
  return certificates
    .map((text) => parseCertificate(Buffer.from(text, 'base64')))
    .find(({ id }) => id === signer);
}

/** The earliest time stamp over a signature: inside it, or of the document behind it. Trust is for verifiers to decide. */
function provenTime({ content, coverage }: SignatureFacts, facts: Facts): Date | undefined {
  const inside = content.kind === 'cms' ? content.timeStamps : [];
  const behind = facts.signatures.flatMap((other) =>
    other.content.kind === 'time-stamp' &&
    other.coverage.kind === 'revision' &&
    coverage.kind === 'revision' &&
    other.coverage.revision >= coverage.revision
      ? [other.content.timeStamp]
      : [],
  );
  const times = [...inside, ...behind].flatMap((stamp) => (stamp.kind === 'token' ? [stamp.time] : []));
  const [earliest] = times.sort();
  return earliest === undefined ? undefined : new Date(earliest);
}
