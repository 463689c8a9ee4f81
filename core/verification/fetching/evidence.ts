/** What is missing to judge a file's certificates, asked for at allowed hosts: issuers, lists, responses. */
import { CongvuError } from '../../../foundation/error.ts';
import { type ChainMaterial, chainOf } from '../chain/chain.ts';
import type { Certificate } from '../cms/certificate.ts';
import { certificateFromText } from '../cms/certificate-text.ts';
import { holderOf } from '../details/holder.ts';
import type { Facts, TimeStampContent } from '../facts/facts.ts';
import { timeStampsIn } from '../facts/signatures/signed-data-in.ts';
import { materialOf } from '../judge/chain.ts';
import { evidenceIn } from '../judge/in-file.ts';
import { isNamedBy, isSignedBy } from '../path/link.ts';
import type { TrustStore } from '../path/trust.ts';
import { defaultAlgorithms, type Policy } from '../policy/policy.ts';
import type { FetchFault, QuestionReport } from '../report.ts';
import type { Asking } from './ask.ts';
import { FetchError, faultOf } from './fault.ts';
import { placesIn } from './places.ts';

/** What was asked for a file, in order; `error` where it came to nothing. */
export interface Asked {
  readonly question: QuestionReport;
  readonly error?: CongvuError;
}

export interface Evidence {
  readonly trust: TrustStore;
  readonly asked: readonly Asked[];
}

/** A question leads to the next: an issuer to its list, a list's signer to its own issuer. */
const mostRounds = 8;

interface Pool {
  readonly intermediates: Certificate[];
  readonly crls: ChainMaterial['crls'][number][];
  readonly ocsps: Uint8Array[];
  readonly asked: Map<string, Asked>;
}

/**
 * The policy's trust with what was found at the places that the file's certificates name. What was fetched is no more
 * trusted than what a file brings along: it counts only by its signatures.
 */
export async function fetchEvidence(facts: Facts, policy: Policy, run: Asking): Promise<Evidence> {
  const asking = run.forDocument();
  const { trust } = policy;
  const pool: Pool = { intermediates: [], crls: [], ocsps: [], asked: new Map() };
  const held = materialOf(policy, evidenceIn(facts));
  const algorithms = policy.algorithms ?? defaultAlgorithms;
  const latest = held.latest === undefined ? {} : { latest: held.latest };
  for (const { leaf, beside, at } of questionsOf(facts, policy.at)) {
    for (let round = 0; round < mostRounds && pool.asked.size <= asking.mostQuestions; round++) {
      const intermediates = [...trust.intermediates, ...beside, ...held.certificates, ...pool.intermediates];
      const material = {
        anchors: trust.anchors,
        intermediates,
        crls: [...held.crls, ...pool.crls],
        ocsps: [...held.ocsps, ...pool.ocsps],
      };
      const chain = chainOf(leaf, material, { at, ...algorithms, ...latest });
      const found =
        chain.kind === 'no-path'
          ? await issuers(leaf, [...trust.anchors, ...intermediates], pool, asking)
          : chain.kind === 'revocation' && chain.status.status === 'unknown'
            ? await statusOf(
                chain.certificate,
                chain.path[chain.path.indexOf(chain.certificate) - 1],
                leaf,
                pool,
                asking,
              )
            : false;
      if (!found) break;
    }
  }
  return {
    trust: {
      anchors: trust.anchors,
      intermediates: [...trust.intermediates, ...pool.intermediates],
      crls: [...trust.crls, ...pool.crls],
      ocsps: [...trust.ocsps, ...pool.ocsps],
    },
    asked: [...pool.asked.values()],
  };
}

interface LeafQuestion {
  readonly leaf: Certificate;
  readonly beside: readonly Certificate[];
  readonly at: Date;
}

/** Signers and time-stamp authorities, now and at the latest times that the stamps leave. */
function questionsOf(facts: Facts, now: Date): LeafQuestion[] {
  const questions: LeafQuestion[] = [];
  for (const { content } of facts.signatures) {
    for (const stamp of timeStampsIn(content)) questions.push(...leafOf(stamp, [now]));
    if (content.kind !== 'cms') continue;
    const times = facts.signatures.flatMap((one) => timesIn(one.content));
    questions.push(...leafOfCms(content.cms, [now, ...times.filter((time) => time <= now)]));
  }
  return questions;
}

function leafOf(stamp: TimeStampContent, times: readonly Date[]): LeafQuestion[] {
  return stamp.kind === 'unreadable' ? [] : leafOfCms(stamp.cms, times);
}

function leafOfCms(
  cms: { readonly signer: string | null; readonly certificates: readonly string[] },
  times: readonly Date[],
): LeafQuestion[] {
  const certificates = cms.certificates.map(certificateFromText);
  const leaf = certificates.find(({ id }) => id === cms.signer);
  return leaf === undefined ? [] : times.map((at) => ({ leaf, beside: certificates, at }));
}

function timesIn(content: Facts['signatures'][number]['content']): Date[] {
  return timeStampsIn(content).flatMap((stamp) =>
    stamp.kind === 'unreadable' ? [] : [new Date(Date.parse(stamp.time) + (stamp.accuracy ?? 0))],
  );
}

/** The issuer of the highest certificate that is known. */
async function issuers(
  leaf: Certificate,
  known: readonly Certificate[],
  pool: Pool,
  asking: Asking,
): Promise<boolean> {
  let top = leaf;
  for (let height = 0; height < mostRounds; height++) {
    const above = known.find((one) => one.id !== top.id && isNamedBy(one, top) && isSignedBy(one, top));
    if (above === undefined) break;
    top = above;
  }
  let any = false;
  for (const url of placesIn(top).issuers) {
    const question = { url, about: 'issuer', certificate: holderOf(top), signer: leaf.serial } as const;
    const found = await once(url, question, pool, asking, () => asking.issuers(url));
    if (found === undefined) continue;
    pool.intermediates.push(...found);
    any ||= found.length > 0;
  }
  return any;
}

/** Lists first: one answers for every certificate of its issuer. */
async function statusOf(
  certificate: Certificate,
  issuer: Certificate | undefined,
  leaf: Certificate,
  pool: Pool,
  asking: Asking,
): Promise<boolean> {
  const { lists, responders } = placesIn(certificate);
  for (const url of lists) {
    const question = { url, about: 'list', certificate: holderOf(certificate), signer: leaf.serial } as const;
    const crl = await once(url, question, pool, asking, () => asking.list(url));
    if (crl !== undefined) pool.crls.push(crl);
    if (crl !== undefined) return true;
  }
  for (const url of issuer === undefined ? [] : responders) {
    if (issuer === undefined) continue;
    const question = {
      url,
      about: 'response',
      certificate: holderOf(certificate),
      signer: leaf.serial,
    } as const;
    const response = await once(`${url} ${certificate.id}`, question, pool, asking, () =>
      asking.response(url, certificate, issuer),
    );
    if (response !== undefined) pool.ocsps.push(response);
    if (response !== undefined) return true;
  }
  return false;
}

/** Each question is put once a file; the first that is one too many is told, and ends the asking. */
async function once<Found>(
  key: string,
  about: Omit<QuestionReport, 'at' | 'fault'>,
  pool: Pool,
  asking: Asking,
  ask: () => Promise<Found>,
): Promise<Found | undefined> {
  const { mostQuestions } = asking;
  if (pool.asked.has(key) || pool.asked.size > mostQuestions) return undefined;
  const question = (fault: FetchFault | null): QuestionReport =>
    Object.freeze({ ...about, at: asking.askedAt(about.url).toISOString(), fault });
  if (pool.asked.size === mostQuestions) {
    const fault = { kind: 'document-questions', value: mostQuestions } as const;
    pool.asked.set(key, { question: question(fault), error: new FetchError(about.url, fault) });
    return undefined;
  }
  pool.asked.set(key, { question: question(null) });
  try {
    const found = await ask();
    pool.asked.set(key, { question: question(null) });
    return found;
  } catch (error) {
    if (!(error instanceof CongvuError)) throw error;
    pool.asked.set(key, { question: question(faultOf(error)), error });
    return undefined;
  }
}
