/** The form of a paper beside its signatures: how it was scanned, and what the agency's signature shows as text. */
import { type Detail, detail } from '../details/index.ts';
import type { WidgetFacts } from '../facts/facts.ts';
import { isVisible } from '../facts/images/image-size.ts';
import type { LookFacts, PaperFacts, SheetFacts } from '../facts/paper-facts.ts';
import type { Regime } from '../policy/regime.ts';
import type { ScanRule, TextRule } from '../policy/regulation.ts';
import type { ReasonCode } from '../reasons.ts';
import type { Finding, SignatureReport } from '../report.ts';
import { type ScanFault, scanFaults } from './scan-faults.ts';
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

const scanCodes: readonly (readonly [ScanFault['kind'], ReasonCode])[] = [
  ['unread', 'SCAN_NOT_READ'],
  ['missing', 'SCAN_MISSING'],
  ['coarse', 'SCAN_COARSE'],
  ['grey', 'SCAN_GREY'],
];

function scanFindings(rule: ScanRule, version: string, sheets: readonly SheetFacts[]): Finding[] {
  const found: Finding[] = [];
  if (Number(version) < Number(rule.leastVersion)) {
    const what = detail('SCAN_VERSION', { wanted: rule.leastVersion, found: version });
    found.push(warning('SCAN_VERSION_OLD', null, what));
  }
  const faults = sheets.flatMap((sheet) =>
    scanFaults(rule, sheet).map((fault) => ({ page: sheet.page, ...fault })),
  );
  for (const [kind, code] of scanCodes) {
    const pages = faults.filter((fault) => fault.kind === kind);
    const [first] = pages;
    if (first === undefined) continue;
    const { page } = first;
    const count = pages.length;
    const what =
      first.kind === 'coarse'
        ? detail('SCAN_DPI', { page, found: first.dpi, wanted: rule.leastDpi, count })
        : detail('SCAN_PAGE', { page, count });
    found.push(warning(code, null, what));
  }
  return found;
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
