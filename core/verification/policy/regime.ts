/** The law that one document is judged by: a regulation, the national texts, its role, and the day that counts. */
import type { Bilingual } from '../../../foundation/bilingual.ts';
import type { ReasonCode } from '../reasons.ts';
import { articleId, type Citation, type Places } from './citation.ts';
import { nationalPolicies, type RegulationId, regulationPolicies } from './policies.ts';
import type {
  DocumentRole,
  Doubt,
  Form,
  Look,
  LookRule,
  RegulationPolicy,
  ScanRule,
  TextPart,
  TextPolicy,
  TextRule,
} from './regulation.ts';
import { inForce } from './texts.ts';

export interface Regime {
  /** False: the regulation is not in force on the day that counts. */
  readonly regulationInForce: boolean;
  /** Who has to sign, in the order of signing. */
  readonly signers: readonly ('person' | 'agency')[];
  /** Whether that order is asked for. */
  readonly ordered: boolean;
  readonly look: LookRule | undefined;
  readonly text: TextRule | undefined;
  readonly scan: ScanRule | undefined;
  /** Whether a text keeps classified documents out. */
  readonly secrecy: boolean;
  /** The same for every day: those of texts not in force are among them. */
  readonly articles: readonly RegimeArticle[];
}

export interface RegimeArticle {
  readonly id: string;
  readonly place: Citation;
  readonly about: Bilingual;
  /** Everything that speaks against it. */
  readonly reasons: readonly ReasonCode[];
  readonly inForce: boolean;
  /** Of a text that is in force only on the other day: these of its reasons are asked all the same. */
  readonly askedAnyway: readonly ReasonCode[];
  /** The rule that it gives for the look. */
  readonly look: LookRule | undefined;
  /** What is doubtful about our reading of it, for documents of that day. */
  readonly doubts: readonly Doubt[];
}

/** Days in Vietnam, `2026-03-02`. `also`: what is asked on that day is asked too, since nothing proves the first. */
export interface RegimeDays {
  readonly day: string;
  readonly also?: string;
}

export const lookReason = {
  'over-left': 'SEAL_MISPLACED',
  row: 'SEAL_NOT_IN_ROW',
  corner: 'COPY_SIGNATURE_MISPLACED',
} as const satisfies Record<Exclude<LookRule['kind'], 'unseen'>, ReasonCode>;

export const textReason = {
  'copy-form': 'COPY_FORM_NOT_SHOWN',
  agency: 'AGENCY_NOT_SHOWN',
  number: 'NUMBER_NOT_SHOWN',
  time: 'TIME_NOT_SHOWN',
} as const satisfies Record<TextPart, ReasonCode>;

export const scanReasons: readonly ReasonCode[] = [
  'SCAN_VERSION_OLD',
  'SCAN_MISSING',
  'SCAN_COARSE',
  'SCAN_GREY',
  'SCAN_NOT_READ',
];

const kept = new Map<string, Regime>();
const keptByDay = new Map<string, Regime>();
const mostDays = 10_000;

/** The same object for the same texts in force, of which there are few. */
export function regimeOf(regulation: RegulationId, role: DocumentRole, days: RegimeDays): Regime {
  const byDay = `${regulation} ${role} ${days.day} ${days.also}`;
  const known = keptByDay.get(byDay);
  if (known !== undefined) return known;
  const texts = textsOf(regulation);
  const standings = texts.map((text) => `${standing(text.id, days)} ${doubtsOn(text, days).length}`);
  const key = `${regulation} ${role} ${standings.join(' ')}`;
  const regime = kept.get(key) ?? assembled(regulation, role, texts, days);
  kept.set(key, regime);
  if (keptByDay.size >= mostDays) keptByDay.clear();
  keptByDay.set(byDay, regime);
  return regime;
}

function textsOf(regulation: RegulationId): readonly TextPolicy[] {
  const first = ownPolicy(regulation) ?? nationalPolicies.find(({ id }) => id === regulation);
  return first === undefined
    ? nationalPolicies
    : [first, ...nationalPolicies.filter((text) => text !== first)];
}

function ownPolicy(regulation: RegulationId): RegulationPolicy | undefined {
  return regulation === 'none' || regulation === 'nd30-2020' ? undefined : regulationPolicies[regulation];
}

type Standing = 'in-force' | 'asked' | 'out';

function standing(id: TextPolicy['id'], { day, also }: RegimeDays): Standing {
  if (inForce(id, day)) return 'in-force';
  return also !== undefined && inForce(id, also) ? 'asked' : 'out';
}

/** Doubts of a text only ever begin: the same number of them are the same ones. */
function doubtsOn({ doubts = [] }: TextPolicy, { day }: RegimeDays): readonly Doubt[] {
  return doubts.filter(({ from }) => from === undefined || day >= from);
}

/** `form`: undefined where decree 30 says something of administrative documents and these need not be any. */
interface Part {
  readonly text: TextPolicy;
  readonly form: Form | undefined;
  readonly standing: Standing;
  readonly doubts: readonly Doubt[];
}

function assembled(
  regulation: RegulationId,
  role: DocumentRole,
  texts: readonly TextPolicy[],
  days: RegimeDays,
): Regime {
  const own = ownPolicy(regulation);
  const administrative = regulation === 'nd30-2020' || own?.administrative === true;
  const parts = texts.map((text): Part => {
    const applies = text === own || administrative;
    return {
      text,
      form: applies ? text.forms[role] : undefined,
      standing: standing(text.id, days),
      doubts: doubtsOn(text, days).filter(({ roles }) => roles?.includes(role) ?? true),
    };
  });
  const asking = parts.filter((part) => part.standing !== 'out');
  const present = parts.filter((part) => part.standing === 'in-force');
  const asks = (what: 'person' | 'agency' | 'order') => asking.some(({ form }) => form?.[what] !== undefined);
  const look = present.flatMap(({ form }): Look[] => (form?.look === undefined ? [] : [form.look]))[0];
  return Object.freeze({
    regulationInForce: regulation === 'none' || inForce(regulation, days.day),
    signers: (['person', 'agency'] as const).filter(asks),
    ordered: asks('order'),
    look: look?.rule,
    text: present.flatMap(({ form }) => form?.text?.rule ?? [])[0],
    scan: present.flatMap(({ form }) => form?.scan?.rule ?? [])[0],
    secrecy: asking.some(({ text }) => text.secrecy !== undefined),
    articles: Object.freeze(texts.flatMap((_, index) => articlesOf(parts, index))),
  });
}

/** An article of a text may also be cited by another one that refers to it. */
function articlesOf(parts: readonly Part[], index: number): RegimeArticle[] {
  const part = parts[index];
  return (part?.text.articles ?? []).flatMap((article): RegimeArticle[] => {
    const id = articleId(article.place);
    const names = (places: Places | undefined) => places?.some((place) => articleId(place) === id) === true;
    const forms = parts.flatMap(({ form }) => (form === undefined ? [] : [form]));
    const demands = [...new Set(forms.flatMap((form) => demandsOf(form, names)))];
    const [look] = forms.flatMap((form) => (names(form.look?.by) ? [form.look?.rule] : []));
    const secret = names(part?.text.secrecy) ? (['CLASSIFIED_DOCUMENT'] as const) : [];
    const reasons: ReasonCode[] = [
      ...article.reasons,
      ...demands,
      ...(look === undefined || look.kind === 'unseen' ? [] : [lookReason[look.kind]]),
      ...forms.flatMap(({ text }) => (names(text?.by) && text !== undefined ? textReasons(text.rule) : [])),
      ...forms.flatMap(({ scan }) => (names(scan?.by) ? scanReasons : [])),
      ...(names(part?.text.competence) ? (['AGENCY_NOT_ISSUER'] as const) : []),
      ...secret,
    ];
    if (reasons.length === 0) return [];
    return [
      Object.freeze({
        id,
        place: article.place,
        about: article.about,
        reasons: Object.freeze([...new Set(reasons)]),
        inForce: part?.standing === 'in-force',
        askedAnyway: part?.standing === 'asked' ? Object.freeze([...demands, ...secret]) : [],
        look,
        doubts: Object.freeze(
          part?.doubts.filter(({ of }) => of?.some((place) => articleId(place) === id) ?? true) ?? [],
        ),
      }),
    ];
  });
}

/** What can speak against the text that a signature shows. */
export function textReasons({ parts, withPicture }: TextRule): readonly ReasonCode[] {
  return [
    ...parts.map((part) => textReason[part]),
    'TIME_SHOWN_DIFFERS',
    'SHOWN_ORDER_WRONG',
    ...(withPicture ? [] : (['PICTURE_SHOWN'] as const)),
    'SIGNATURE_NOT_READ',
  ];
}

function demandsOf(form: Form, names: (places: Places | undefined) => boolean): ReasonCode[] {
  const found: ReasonCode[] = [];
  if (names(form.person)) found.push('PERSONAL_SIGNATURE_MISSING');
  if (names(form.agency)) found.push('AGENCY_SIGNATURE_MISSING');
  // A file without any signature shows nothing about their order.
  if (found.length > 0) found.unshift('NO_SIGNATURE');
  if (names(form.order)) found.push('SIGNATURE_ORDER_WRONG');
  return found;
}
