/** What a document shows or does beside what its signatures fix: named, and not accepted where content is not in the file. */
import { type DetailCode, detail } from '../details/index.ts';
import type { Facts, LiveFacts } from '../facts/facts.ts';
import type { ReasonCode } from '../reasons.ts';
import type { Finding, Judgement } from '../report.ts';
import { outcome } from './outcome.ts';

interface Row {
  readonly code: ReasonCode;
  readonly what: DetailCode;
  readonly weighs: 'decides' | 'warning' | 'note';
}

/** No decree forbids a layer, a script or an attachment; what a signature cannot cover is signed by nobody. */
const rows: Readonly<Record<LiveFacts['kind'], Row>> = {
  outside: { code: 'CONTENT_OUTSIDE', what: 'OUTSIDE_AT', weighs: 'decides' },
  imported: { code: 'PAGE_IMPORTED', what: 'IMPORTED_AT', weighs: 'decides' },
  'layer-off': { code: 'LAYERS_VARY', what: 'LAYER_OFF', weighs: 'warning' },
  'layer-by-use': { code: 'LAYERS_VARY', what: 'LAYER_BY_USE', weighs: 'warning' },
  'layer-by-rule': { code: 'LAYERS_VARY', what: 'LAYER_BY_RULE', weighs: 'warning' },
  script: { code: 'SCRIPT_INSIDE', what: 'SCRIPT_AT', weighs: 'warning' },
  action: { code: 'ACTION_INSIDE', what: 'ACTION_AT', weighs: 'warning' },
  program: { code: 'PROGRAM_ATTACHED', what: 'FILE_ATTACHED', weighs: 'warning' },
  attachment: { code: 'FILE_ATTACHED', what: 'FILE_ATTACHED', weighs: 'note' },
  xfa: { code: 'FORM_DYNAMIC', what: 'FORM_IS_XFA', weighs: 'warning' },
  proxy: { code: 'CONTENT_OUTSIDE', what: 'PROXY_AT', weighs: 'decides' },
  alternates: { code: 'PRINT_DIFFERS', what: 'ALTERNATES_AT', weighs: 'warning' },
  postscript: { code: 'PRINT_DIFFERS', what: 'POSTSCRIPT_AT', weighs: 'warning' },
  'print-only': { code: 'PRINT_DIFFERS', what: 'PRINT_ONLY_AT', weighs: 'warning' },
  'screen-only': { code: 'PRINT_DIFFERS', what: 'SCREEN_ONLY_AT', weighs: 'warning' },
  undrawn: { code: 'LOOK_NOT_FIXED', what: 'UNDRAWN_AT', weighs: 'warning' },
  transfer: { code: 'LOOK_NOT_FIXED', what: 'TRANSFER_AT', weighs: 'warning' },
  colours: { code: 'LOOK_NOT_FIXED', what: 'COLOURS_AT', weighs: 'warning' },
  'drawn-anew': { code: 'FORM_DYNAMIC', what: 'FORM_DRAWN_ANEW', weighs: 'warning' },
  'value-differs': { code: 'FIELD_SHOWS_OTHER', what: 'FIELD_VALUE_AT', weighs: 'warning' },
  portfolio: { code: 'PORTFOLIO', what: 'IS_PORTFOLIO', weighs: 'warning' },
  'odd-stream': { code: 'TABLE_ODD', what: 'STREAM_ODD_AT', weighs: 'warning' },
  'odd-content': { code: 'TABLE_ODD', what: 'INSTRUCTION_ODD_AT', weighs: 'warning' },
  'odd-value': { code: 'TABLE_ODD', what: 'VALUE_ODD_AT', weighs: 'warning' },
  unexamined: { code: 'INSIDE_NOT_EXAMINED', what: 'PARTS_TOO_MANY', weighs: 'warning' },
};

/** By the key of the stream's dictionary: what else is odd about one is how its data are packed. */
const ofStream: Readonly<Record<string, DetailCode>> = {
  '/BBox': 'FORM_ODD_AT',
  '/Matrix': 'FORM_ODD_AT',
  '/W': 'PICTURE_ODD_AT',
  '/Width': 'PICTURE_ODD_AT',
  '/ColorSpace': 'PICTURE_ODD_AT',
  '/BitsPerComponent': 'PICTURE_ODD_AT',
  '/ImageMask': 'MASK_ODD_AT',
  '/Decode': 'MASK_ODD_AT',
  '/Resources': 'RESOURCES_ODD_AT',
};

type LiveFinding = Finding & { readonly code: ReasonCode };

export interface LiveJudgement {
  readonly judgements: readonly Judgement[];
  readonly findings: readonly LiveFinding[];
}

export function liveJudgement({ live = [] }: Pick<Facts, 'live'>): LiveJudgement {
  const found = live.map(({ kind, place, name, count, object }) => {
    const { code, what, weighs } = rows[kind];
    const told = kind === 'odd-stream' ? (ofStream[name] ?? what) : what;
    return {
      code,
      weighs,
      detail: detail(told, { where: place, name, count, ...(object === undefined ? {} : { object }) }),
    };
  });
  return {
    judgements: found.flatMap(({ code, weighs, detail: what }) =>
      weighs === 'decides' ? [outcome('INDETERMINATE', 'SIG_CONSTRAINTS_FAILURE', code, what)] : [],
    ),
    findings: found.flatMap(({ code, weighs, detail: what }): LiveFinding[] =>
      weighs === 'decides' ? [] : [{ code, severity: weighs, field: null, detail: what }],
    ),
  };
}
