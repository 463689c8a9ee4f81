/** What decides the verdicts of a run: every line of its results says it, and whoever goes on has to want the same. */
import { type Bilingual, both } from '../../../foundation/bilingual.ts';
import { hostInside } from '../../fetching/allow-list.ts';
import type { Issuer } from '../policy/policy.ts';
import type { Reference } from '../report.ts';
import type { Assignment } from './job.ts';

/** As it stands in a line. Lines of an older version do not say whom they trusted. */
export interface RunTerms {
  /** `sha256:…` of the certificates and lists of the trust folder. */
  readonly trust?: string;
  readonly regulation: string;
  readonly as?: string;
  readonly issuer?: Issuer;
  readonly classified?: boolean;
  readonly reference?: Reference;
  readonly readText?: boolean;
  readonly hosts?: readonly string[];
  /** ISO 8601. */
  readonly at: string;
}

/** What a line holds beside the report on its file. */
export function termsInLine({
  trustDigest,
  readText,
  hosts = [],
}: Assignment): Pick<RunTerms, 'trust' | 'readText' | 'hosts'> {
  return {
    ...(trustDigest === undefined ? {} : { trust: trustDigest }),
    ...(readText === true ? { readText } : {}),
    ...(hosts.length === 0 ? {} : { hosts }),
  };
}

/** What a run wants, in the shape of a line. */
export function wantedTerms(wanted: Assignment): RunTerms {
  const { regulation, as, issuer, classified, referenceDate, at } = wanted;
  return {
    ...termsInLine(wanted),
    regulation,
    as,
    ...(issuer === undefined ? {} : { issuer }),
    ...(classified === undefined ? {} : { classified }),
    ...(referenceDate === undefined ? {} : { reference: { day: referenceDate, from: 'caller' } }),
    at,
  };
}

/** Undefined when both are one run; else why not. The time counts only if the caller has `named` one. */
export function difference(begun: RunTerms, wanted: RunTerms, timeNamed: boolean): Bilingual | undefined {
  const [was, is] = [typed(begun), typed(wanted)];
  const option = [...was.keys()].find(
    (name) => was.get(name) !== is.get(name) && (name !== '--at' || timeNamed),
  );
  if (option === undefined) return undefined;
  const begunWith = [...was.values()].filter((text) => text !== '').join(' ');
  const [whose, ofWhat] =
    option === '--trust'
      ? [
          ', whose certificates and lists are not these',
          ' (chứng thư số và danh sách thu hồi không như lần đầu)',
        ]
      : ['', ''];
  return both(
    `${option} differs${whose}; it was begun with ${begunWith}`,
    `${option} khác lần đầu${ofWhat}; lần đầu chạy với ${begunWith}`,
  );
}

/** Option → as it would be typed, empty where it was not given. */
function typed(terms: RunTerms): ReadonlyMap<string, string> {
  const { trust, regulation, as = 'original', issuer, classified, reference, readText, hosts = [] } = terms;
  const day = reference?.from === 'caller' ? reference.day : undefined;
  return new Map([
    ['--trust', `--trust DIR (${trust ?? 'unknown'})`],
    ['--regulation', `--regulation ${regulation}`],
    ['--as', `--as ${as}`],
    ['--reference-date', day === undefined ? '' : `--reference-date ${day}`],
    ['--issuer', issuer?.name === undefined ? '' : `--issuer "${issuer.name}"`],
    ['--issuer-id', issuer?.id === undefined ? '' : `--issuer-id ${issuer.id}`],
    ['--classified', classified === true ? '--classified' : ''],
    ['--read-text', readText === true ? '--read-text' : ''],
    ['--allow-host', [...hosts].sort().map(hostOptionOf).join(' ')],
    ['--at', `--at ${terms.at}`],
  ]);
}

function hostOptionOf(entry: string): string {
  const inside = hostInside(entry);
  return inside === undefined ? `--allow-host ${entry}` : `--allow-private ${inside}`;
}
