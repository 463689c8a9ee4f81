/** The operators of content streams (ISO 32000-1, annex A), each with the operands that it takes. */

const bySize: Readonly<Record<number, string>> = {
  0: 'b B b* B* BT BX EMC ET EX f F f* h n q Q s S T* W W*',
  1: "' BMC CS cs Do g G gs i j J M MP ri sh Tc Tj TJ TL Tr Ts Tw Tz w",
  2: 'd d0 l m Td TD Tf',
  3: 'rg RG "',
  4: 'k K re v y',
  6: 'c cm d1 Tm',
};

const sizes: ReadonlyMap<string, number> = new Map(
  Object.entries(bySize).flatMap(([size, names]) => names.split(' ').map((name) => [name, Number(size)])),
);

/** Colours have as many components as their space; dictionaries are not counted. */
const ofAnySize: ReadonlySet<string> = new Set(['SC', 'SCN', 'sc', 'scn', 'BDC', 'DP', 'BI', 'EI']);

/** Whether every reader takes the instruction in one way. */
export function isPlain(operator: string, operands: number): boolean {
  return sizes.get(operator) === operands || ofAnySize.has(operator);
}

export const pathMaking: ReadonlySet<string> = new Set(['m', 'l', 'c', 'v', 'y', 'h', 're']);
/** A clip path is set by the operator before the one that paints or ends the path. */
export const clipping: ReadonlySet<string> = new Set(['W', 'W*']);
export const filling: ReadonlySet<string> = new Set(['f', 'F', 'f*', 'b', 'b*', 'B', 'B*']);
export const stroking: ReadonlySet<string> = new Set(['s', 'S', 'b', 'b*', 'B', 'B*']);
