/**
 * On which levels of a content an operator may stand, and to which one it leads (ISO 32000-1, 8.2, figure 9 with table 51). Elsewhere
 * viewers go each their own way: `Q` between `BT` and `ET` takes the place of the next letter back in PDFium and pdf.js only, `Q`
 * between `W` and `n` lets the clip go in pdf.js.
 */

/** Bits. `text`: between `BT` and `ET`; `path`: from where one begins up to where it is painted or let go. */
export const levels = { page: 1, text: 2, path: 4 } as const;
const { page, text, path } = levels;

export interface Standing {
  /** Levels where it may stand, added up. */
  readonly on: number;
  /** The level behind it; 0 for the one before it. */
  readonly leadsTo: number;
}

const byStanding: readonly (readonly [operators: string, on: number, leadsTo: number])[] = [
  ['q Q cm Do sh BI d0 d1', page, 0],
  ['BT', page, text],
  ['ET', text, page],
  ['T* Td TD Tm TJ Tj \' "', text, 0],
  ['m re', page + path, path],
  ['l c v y h W W*', path, 0],
  // Without a path they paint nothing: one public file in forty has such an `n`, and all show it alike.
  ['n f F f* b b* B B* s S', page + path, page],
];

/**
 * Of colours, graphics and text state, marked content and compatibility. The standard does not have them in a path; all viewers take the
 * last one before it is painted.
 */
const anywhere: Standing = { on: page + text + path, leadsTo: 0 };

const standings: ReadonlyMap<string, Standing> = new Map(
  byStanding.flatMap(([operators, on, leadsTo]) =>
    operators.split(' ').map((operator) => [operator, { on, leadsTo }] as const),
  ),
);

export function standingOf(operator: string): Standing {
  return standings.get(operator) ?? anywhere;
}
