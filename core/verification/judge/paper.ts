/** The form of a paper beside its signatures: how it was scanned, and what the agency's signature shows as text. */
import { type Detail, detail } from '../details/index.ts';
import type { LookFacts, PaperFacts, SheetFacts, WidgetFacts } from '../facts/facts.ts';
import { isVisible } from '../facts/image-size.ts';
import type { Regime } from '../policy/regime.ts';
import type { ScanRule, TextRule } from '../policy/regulation.ts';
import type { ReasonCode } from '../reasons.ts';
import type { Finding, SignatureReport } from '../report.ts';
import { faultsOfText } from './shown-text.ts';

export interface PaperJudgement {
  readonly findings: readonly Finding[];
  /** Whether the scan, and the text, were there to be looked at. */
  readonly scan: boolean;
  readonly text: boolean;
}

/**
 * Matters of form, as where a picture stands: pointed out, and no signature is less good for them. `placed`: images that
 * stand where the regime wants them; of several agency signatures that is the one that makes the copy.
 */
export function paperJudgement(
  paper: PaperFacts | undefined,
  { scan, text }: Regime,
  signatures: readonly SignatureReport[],
  placed: ReadonlySet<WidgetFacts>,
): PaperJudgement {
  const sheets = scan === undefined ? undefined : paper?.sheets;
  const signed = text === undefined || paper === undefined ? undefined : ofAgency(signatures, placed);
  const look = paper?.looks.find(({ field }) => field === signed?.field);
  return {
    findings: [
      ...(scan === undefined || sheets === undefined || paper === undefined
        ? []
        : scanFindings(scan, paper.version, sheets)),
      ...(text === undefined || signed === undefined ? [] : textFindings(text, signed, look)),
      ...unseen(paper?.looks ?? [], signatures),
    ],
    scan: sheets !== undefined,
    text: signed !== undefined,
  };
}

function ofAgency(signatures: readonly SignatureReport[], placed: ReadonlySet<WidgetFacts>) {
  const visible = signatures.filter(
    ({ signer, widgets }) => signer.kind === 'agency' && widgets.some(isVisible),
  );
  return visible.findLast(({ widgets }) => widgets.some((one) => placed.has(one))) ?? visible.at(-1);
}

/** Wholly transparent, or drawn with nothing; a signature that stands nowhere is meant not to show. */
function unseen(looks: readonly LookFacts[], signatures: readonly SignatureReport[]): Finding[] {
  return signatures.flatMap(({ field, widgets }) => {
    const clear = looks.filter((look) => look.field === field && look.shows === false);
    const place = widgets.find(isVisible);
    if (clear.length === 0 || place === undefined) return [];
    return [warning('SIGNATURE_SHOWS_NOTHING', field, detail('TEXT_ON_PAGE', { page: place.page }))];
  });
}

function warning(code: ReasonCode, field: string | null, what: Detail): Finding {
  return { code, severity: 'warning', field, detail: what };
}

/** A picture this large is the page; below, a page is put together from strips. */
const wholePage = 0.5;
/** Stamps and marks that software puts on a scan. */
const least = 0.02;
/** Scanners round their pixels: a page of 210 mm at 200 dots per inch has 1653.5. */
const rounding = 1;

function scanFindings(rule: ScanRule, version: string, sheets: readonly SheetFacts[]): Finding[] {
  const found: Finding[] = [];
  if (Number(version) < Number(rule.leastVersion)) {
    const what = detail('SCAN_VERSION', { wanted: rule.leastVersion, found: version });
    found.push(warning('SCAN_VERSION_OLD', null, what));
  }
  const read = sheets.map(({ page, pictures }) => ({ page, seen: seenOn(pictures) }));
  const name = (code: ReasonCode, pages: readonly { readonly page: number }[]) => {
    const [first] = pages;
    if (first === undefined) return;
    found.push(warning(code, null, detail('SCAN_PAGE', { page: first.page, count: pages.length })));
  };
  name(
    'SCAN_NOT_READ',
    read.filter(({ seen }) => seen === 'unread'),
  );
  name(
    'SCAN_MISSING',
    read.filter(({ seen }) => seen === 'nothing'),
  );
  const scanned = read.flatMap(({ page, seen }) => (typeof seen === 'string' ? [] : [{ page, ...seen }]));
  const coarse = scanned.filter(({ dpi }) => dpi < rule.leastDpi - rounding);
  const [first] = coarse;
  if (first !== undefined) {
    const values = { page: first.page, found: first.dpi, wanted: rule.leastDpi, count: coarse.length };
    found.push(warning('SCAN_COARSE', null, detail('SCAN_DPI', values)));
  }
  if (rule.colour)
    name(
      'SCAN_GREY',
      scanned.filter(({ colour }) => !colour),
    );
  return found;
}

type Seen = { readonly dpi: number; readonly colour: boolean } | 'nothing' | 'unread';

/** Of several layers of one page the finest counts, of strips the coarsest. */
function seenOn(pictures: SheetFacts['pictures']): Seen {
  if (pictures === null) return 'unread';
  const large = pictures.filter(({ share }) => share >= wholePage);
  const taken = large.length > 0 ? large : pictures.filter(({ share }) => share >= least);
  if (taken.length === 0) return 'nothing';
  const dpi = taken.map((one) => Math.min(...one.dpi));
  return {
    dpi: large.length > 0 ? Math.max(...dpi) : Math.min(...dpi),
    colour: taken.some(({ colour }) => colour !== 'grey'),
  };
}

function textFindings(rule: TextRule, signed: SignatureReport, look: LookFacts | undefined): Finding[] {
  const { field } = signed;
  if (look !== undefined && look.lines === null) {
    return [warning('SIGNATURE_NOT_READ', field, detail('SHOWN', { shown: '' }))];
  }
  const faults = faultsOfText(rule, look?.lines ?? [], signed);
  const pictures = look?.pictures ?? 0;
  return [
    ...faults.map(({ code, what }) => warning(code, field, what)),
    ...(rule.withPicture || pictures === 0
      ? []
      : [warning('PICTURE_SHOWN', field, detail('SHOWN_PICTURES', { count: pictures }))]),
  ];
}
