/** The certificates, lists and responses of one file and the trust, and a chain judged by them. */
import { isDeepStrictEqual } from 'node:util';
import { type ChainResult, chainOf } from '../chain/chain.ts';
import type { Certificate } from '../cms/certificate.ts';
import { certificateFromText } from '../cms/certificate-text.ts';
import { DerError, ifReadable } from '../der/reader.ts';
import { type Amounts, amounts, budget, budgetOfFile, usualBudget } from '../path/budget.ts';
import type { PathRules } from '../path/rules.ts';
import type { TrustStore } from '../path/trust.ts';
import type { AlgorithmPolicy, Policy } from '../policy/policy.ts';
import { type Crl, parseCrl } from '../revocation/crl.ts';
import { type SourceFault, vagueFault } from '../revocation/fault.ts';
import type { Evidence } from './in-file.ts';

/** The certificates, lists and responses that one file and the trust bring together. */
export interface Material {
  readonly trust: TrustStore;
  readonly certificates: readonly Certificate[];
  readonly crls: readonly Crl[];
  readonly ocsps: readonly Uint8Array[];
  /** Of what the file brings. */
  readonly unread: readonly SourceFault[];
  /** See PathRules. */
  readonly latest: Date | undefined;
  /** What questions about its certificates may still cost. */
  readonly work: { left: Amounts };
}

/** Addresses inside certificates are never followed: only the trust and the file itself are used. */
export function materialOf(policy: Pick<Policy, 'trust' | 'at' | 'now'>, store: Evidence): Material {
  const { trust } = policy;
  const { crls, unread } = listsIn(store);
  return {
    trust,
    latest: latestOf(policy),
    certificates: store.certificates.flatMap((text) => ifReadable(() => certificateFromText(text))),
    crls: [...trust.crls, ...crls],
    unread,
    ocsps: [...trust.ocsps, ...store.ocsps.map((text) => Buffer.from(text, 'base64'))],
    work: { left: budgetOfFile },
  };
}

function listsIn({ crls: texts, leftOut, unread: inside = [] }: Evidence) {
  const crls: Crl[] = [];
  const unread: SourceFault[] = leftOut === undefined ? [] : [vagueFault('LIST_LEFT_OUT', leftOut)];
  for (const said of inside) unread.push(vagueFault('REVOCATION_INSIDE_UNREADABLE', { said }));
  for (const text of texts) {
    try {
      crls.push(parseCrl(Buffer.from(text, 'base64')));
    } catch (error) {
      if (!(error instanceof DerError)) throw error;
      unread.push(vagueFault('LIST_UNREADABLE', { said: error.message }));
    }
  }
  return { crls, unread };
}

/** Clocks of authorities are allowed to be five minutes fast. */
const skew = 5 * 60_000;

/** Whoever verifies as of a day to come has lists of that day. */
export function latestOf({ at, now }: Pick<Policy, 'at' | 'now'>): Date | undefined {
  return now === undefined ? undefined : new Date(Math.max(at.getTime(), now.getTime()) + skew);
}

/** `uses`: extended key usages, one of which every authority that limits its own must have. */
export function judgeChain(
  leaf: Certificate,
  beside: readonly Certificate[],
  material: Material,
  algorithms: AlgorithmPolicy,
  at: Date,
  uses: readonly string[],
): ChainResult {
  const { trust, certificates, crls, ocsps, unread, latest, work } = material;
  const share = amounts((kind) => Math.min(usualBudget[kind], work.left[kind]));
  const others = [...beside, ...certificates];
  const question = {
    at: at.getTime(),
    latest: latest?.getTime(),
    uses,
    algorithms,
    others: others.map(({ id }) => id),
  };
  // What a file brings about revocation is its own; without it the same chain comes back with every document.
  const ofFile = crls.length > trust.crls.length || ocsps.length > trust.ocsps.length || unread.length > 0;
  const kept = keptFor(ofFile ? material : trust);
  const known = kept.get(leaf.id)?.find((one) => isSame(one.question, question))?.answer;
  const rules = { at, ...algorithms, uses, ...(latest === undefined ? {} : { latest }) };
  const affordable = known !== undefined && fits(known.spent, share);
  const answer = affordable ? known : answered(leaf, others, material, rules, share);
  // It counts also when it was known: a verdict must not depend on what was verified before.
  work.left = amounts((kind) => work.left[kind] - answer.spent[kind]);
  if (answer !== known && others.length <= mostBeside && fits(usualBudget, share)) {
    keep(kept, leaf, { question, answer });
  }
  return answer.result;
}

/** What an answer about a certificate hangs on, beside the trust. */
interface Question {
  readonly at: number;
  readonly latest: number | undefined;
  readonly uses: readonly string[];
  readonly algorithms: AlgorithmPolicy;
  /** Their identities, in this order. */
  readonly others: readonly string[];
}

/** Compared piece by piece: to make one text of it for every signature cost more than everything else here. */
function isSame(a: Question, b: Question): boolean {
  return (
    a.at === b.at &&
    a.latest === b.latest &&
    a.others.length === b.others.length &&
    a.others.every((one, index) => one === b.others[index]) &&
    (a.uses === b.uses || isDeepStrictEqual(a.uses, b.uses)) &&
    (a.algorithms === b.algorithms || isDeepStrictEqual(a.algorithms, b.algorithms))
  );
}

interface Answer {
  readonly result: ChainResult;
  readonly spent: Amounts;
}

function answered(
  leaf: Certificate,
  others: readonly Certificate[],
  { trust, crls, ocsps, unread }: Material,
  rules: PathRules,
  share: Amounts,
): Answer {
  const intermediates = [...trust.intermediates, ...others];
  const purse = budget(share);
  const result = chainOf(leaf, { anchors: trust.anchors, intermediates, crls, ocsps, unread }, rules, purse);
  return { result, spent: purse.spent };
}

const fits = (spent: Amounts, into: Amounts) =>
  spent.step <= into.step && spent.signature <= into.signature && spent.path <= into.path;

interface Kept {
  readonly question: Question;
  readonly answer: Answer;
}

/** By the certificate that was asked about. A trust store and what a file brings do not change; answers go with them. */
const answers = new WeakMap<TrustStore | Material, Map<string, Kept[]>>();
const mostCertificates = 1_000;
/** Of one certificate: at different times, with different others. */
const mostAnswers = 4;
/** Certificates of a file that are kept with an answer: honest files bring a handful. */
const mostBeside = 50;

function keptFor(owner: TrustStore | Material): Map<string, Kept[]> {
  const kept = answers.get(owner) ?? new Map<string, Kept[]>();
  answers.set(owner, kept);
  return kept;
}

function keep(all: Map<string, Kept[]>, { id }: Certificate, fresh: Kept): void {
  if (all.size >= mostCertificates) all.clear();
  all.set(id, [fresh, ...(all.get(id) ?? [])].slice(0, mostAnswers));
}
