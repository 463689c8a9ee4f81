/** What a content says by a name of its resources, as far as it matters for how its instructions are followed. */

export type ResourceKind = 'Font' | 'XObject' | 'ExtGState' | 'Pattern' | 'Shading';

/** What the operand of an operator is a name of, and of nothing else. */
export const namedBy: ReadonlyMap<string, ResourceKind> = new Map([
  ['Tf', 'Font'],
  ['Do', 'XObject'],
  ['gs', 'ExtGState'],
  ['sh', 'Shading'],
]);

/** Colour spaces that need nothing but their name (ISO 32000-1, 8.6.4), and of how many components their colours are. */
export const devices: ReadonlyMap<string, number> = new Map([
  ['DeviceGray', 1],
  ['DeviceRGB', 3],
  ['DeviceCMYK', 4],
]);

/** A colour space: its family, and how its colours are written. */
export interface NamedSpace {
  /** As its first name; empty for what is none. */
  readonly family: string;
  /** Undefined where it cannot be told, and for patterns: any number is usual there. */
  readonly components: number | undefined;
  /** Of a palette: the number of its last colour. */
  readonly highest?: number;
}

/** What a set of parameters changes of what is followed here; an entry that it does not have changes nothing. */
export interface NamedState {
  readonly cap?: number;
  readonly width?: number;
  readonly fillsOver?: boolean;
  readonly strokesOver?: boolean;
  readonly overprintMode?: number;
}

export interface ContentNames {
  has(kind: ResourceKind, name: string): boolean;
  /** Undefined where the resources do not have it. */
  space(name: string): NamedSpace | undefined;
  state(name: string): NamedState;
  /** What is drawn in the state that was set: a picture that is a mask, or a form; undefined for any other, and for nothing. */
  drawn(name: string): 'mask' | 'form' | undefined;
}

/** What forms may be drawn in, gathered from all contents that draw some: the widest of each. */
export interface OuterState {
  cap: number;
  /** Of lines, in the units of the content. */
  width: number;
  /** Points for a unit. */
  scale: number;
  isOver: boolean;
  overprintMode: number;
}

export function outerState(): OuterState {
  return { cap: 0, width: 1, scale: 1, isOver: false, overprintMode: 0 };
}
