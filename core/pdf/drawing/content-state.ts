/**
 * What instructions leave behind that decides how later ones are drawn: colour spaces, overprint, ends of lines (ISO 32000-1, 8.4 and
 * 8.6.8). Only values that all viewers take alike are passed.
 */
import { isName, itemsOf, type PdfObject } from '../reading/index.ts';
import { type ContentNames, devices, type NamedSpace, type OuterState } from './content-names.ts';
import { isDash } from './dash.ts';
import { identity } from './matrix.ts';
import { matrixIn } from './operands.ts';
import { filling, isClippingMode, stroking } from './operators.ts';
import { scaleOf } from './scale.ts';

/** Of a fill or of a stroke. */
interface Ink {
  /** Undefined for that of whoever draws the content. */
  readonly space?: NamedSpace;
  /** Only a space has been chosen yet: its first colour is black for some viewers, the last one used for others. */
  readonly isFirst: boolean;
  /** Undefined for what is no colour of four inks, or of one by its name. */
  readonly inks?: readonly number[];
}

interface State {
  readonly cap: number;
  readonly width: number;
  readonly scale: number;
  readonly fill: Ink;
  readonly stroke: Ink;
  readonly fillsOver: boolean;
  readonly strokesOver: boolean;
  readonly overprintMode: number;
  /** `Tr`. */
  readonly rendering: number;
}

const plain: Ink = { isFirst: false };
const first: State = {
  cap: 0,
  width: 1,
  scale: 1,
  fill: plain,
  stroke: plain,
  fillsOver: false,
  strokesOver: false,
  overprintMode: 0,
  rendering: 0,
};

const showing: ReadonlySet<string> = new Set(['Tj', 'TJ', "'", '"']);
/** Of `Tr`: those that fill, and those that stroke. */
const [filled, stroked] = [new Set([0, 2, 4, 6]), new Set([1, 2, 5, 6])];
const ofLines = 2;
/** Points: programs leave smaller ones in the corners of rectangles. */
const leastDot = 3;

type Act = (now: State, operands: readonly PdfObject[], names: ContentNames) => State | undefined;

const whole = (least: number, most: number, given: PdfObject | undefined): given is number =>
  typeof given === 'number' && Number.isInteger(given) && given >= least && given <= most;
const notNegative = (given: PdfObject | undefined): given is number =>
  typeof given === 'number' && given >= 0;
const chooses =
  (which: 'fill' | 'stroke'): Act =>
  (now, [name], names) => {
    const space = isName(name) ? spaceCalled(name.value, names) : undefined;
    return space === undefined
      ? undefined
      : { ...now, [which]: { space, isFirst: space.family !== 'Pattern' } };
  };
const colours =
  (which: 'fill' | 'stroke'): Act =>
  (now, operands, names) => {
    const { space } = now[which];
    if (space === undefined) return now;
    if (!isColourOf(space, operands, names)) return undefined;
    return { ...now, [which]: { space, isFirst: false, ...inksOf(space, operands) } };
  };
const direct =
  (which: 'fill' | 'stroke', family: string): Act =>
  (now, operands) => {
    const space = { family, components: operands.length };
    return { ...now, [which]: { space, isFirst: false, ...inksOf(space, operands) } };
  };

/** Undefined from one: viewers differ about it. */
const acts: ReadonlyMap<string, Act> = new Map<string, Act>([
  ['cm', (now, operands) => ({ ...now, scale: now.scale * scaleOf(matrixIn(operands) ?? identity) })],
  ['w', (now, [width]) => (notNegative(width) ? { ...now, width } : undefined)],
  ['J', (now, [cap]) => (whole(0, ofLines, cap) ? { ...now, cap } : undefined)],
  ['j', (now, [join]) => (whole(0, ofLines, join) ? now : undefined)],
  ['M', (now, [limit]) => (notNegative(limit) ? now : undefined)],
  ['d', (now, [lengths, phase]) => (isDash(itemsOf(lengths), phase) ? now : undefined)],
  ['Tr', (now, [mode]) => ({ ...now, rendering: typeof mode === 'number' ? mode : 0 })],
  ['gs', (now, [name], names) => ({ ...now, ...(isName(name) ? names.state(name.value) : {}) })],
  ['cs', chooses('fill')],
  ['CS', chooses('stroke')],
  ['sc', colours('fill')],
  ['scn', colours('fill')],
  ['SC', colours('stroke')],
  ['SCN', colours('stroke')],
  ['g', direct('fill', 'DeviceGray')],
  ['rg', direct('fill', 'DeviceRGB')],
  ['k', direct('fill', 'DeviceCMYK')],
  ['G', direct('stroke', 'DeviceGray')],
  ['RG', direct('stroke', 'DeviceRGB')],
  ['K', direct('stroke', 'DeviceCMYK')],
]);

function spaceCalled(name: string, names: ContentNames): NamedSpace | undefined {
  if (name === 'Pattern') return { family: name, components: undefined };
  const components = devices.get(name);
  return components === undefined ? names.space(name) : { family: name, components };
}

function isColourOf(space: NamedSpace, operands: readonly PdfObject[], names: ContentNames): boolean {
  const last = operands.at(-1);
  if (space.family === 'Pattern') return isName(last) && names.has('Pattern', last.value);
  if (space.components !== undefined && operands.length !== space.components) return false;
  if (!operands.every((one) => typeof one === 'number')) return false;
  return space.highest === undefined || whole(0, space.highest, operands[0]);
}

function inksOf({ family }: NamedSpace, operands: readonly PdfObject[]): Pick<Ink, 'inks'> {
  const isOfInks = family === 'DeviceCMYK' || family === 'Separation' || family === 'DeviceN';
  const inks = operands.flatMap((one) => (typeof one === 'number' ? [one] : []));
  return isOfInks ? { inks } : {};
}

/** A class because every instruction works on what the ones before it left. It lives for one content. */
export class ContentState {
  private readonly names: ContentNames;
  private readonly outer: OuterState;
  private now: State;
  private readonly kept: State[] = [];

  /** `outer`: what it may begin with; it takes in what its forms may begin with. */
  constructor(names: ContentNames, outer: OuterState) {
    this.names = names;
    this.outer = outer;
    const { cap, width, scale, isOver, overprintMode } = outer;
    this.now = { ...first, cap, width, scale, fillsOver: isOver, strokesOver: isOver, overprintMode };
  }

  /** The end of a line that is a point, where it can be seen; 0 where nothing is. */
  get dot(): number {
    const { cap, width, scale } = this.now;
    return width * scale < leastDot ? 0 : cap;
  }

  /** Whether letters add to the clip. */
  get clips(): boolean {
    return isClippingMode(this.now.rendering);
  }

  /** What viewers differ in: the operator, the one that chose what it paints with, or a mode; undefined where there is nothing. */
  follow(operator: string, operands: readonly PdfObject[]): string | undefined {
    if (operator === 'q') this.kept.push(this.now);
    else if (operator === 'Q') this.now = this.kept.pop() ?? this.now;
    const act = acts.get(operator);
    if (act !== undefined) {
      const next = act(this.now, operands, this.names);
      if (next === undefined) return operator;
      this.now = next;
      return undefined;
    }
    const { rendering } = this.now;
    const shows = showing.has(operator);
    const drawn = operator === 'Do' ? this.drawn(operands) : undefined;
    if (drawn === 'form') this.leave();
    const fills = filling.has(operator) || drawn !== undefined || (shows && filled.has(rendering));
    const strokes = stroking.has(operator) || drawn === 'form' || (shows && stroked.has(rendering));
    return (fills ? this.paints('fill') : undefined) ?? (strokes ? this.paints('stroke') : undefined);
  }

  private drawn([name]: readonly PdfObject[]): 'mask' | 'form' | undefined {
    return isName(name) ? this.names.drawn(name.value) : undefined;
  }

  private leave(): void {
    const { outer, now } = this;
    outer.cap = Math.max(outer.cap, now.cap);
    outer.width = Math.max(outer.width, now.width);
    outer.scale = Math.max(outer.scale, now.scale);
    outer.isOver ||= now.fillsOver || now.strokesOver;
    outer.overprintMode = Math.max(outer.overprintMode, now.overprintMode);
  }

  private paints(which: 'fill' | 'stroke'): string | undefined {
    const { fillsOver, strokesOver, overprintMode } = this.now;
    const { isFirst, space, inks } = this.now[which];
    if (isFirst) return which === 'fill' ? 'cs' : 'CS';
    if (!(which === 'fill' ? fillsOver : strokesOver) || inks === undefined) return undefined;
    return letsThrough(space?.family ?? '', inks, overprintMode) ? 'OPM' : undefined;
  }
}

/**
 * 8.6.7: with overprint, inks of which a colour has nothing leave what lies beneath. MuPDF shows it so, Poppler, PDFium and pdf.js cover
 * it. What is dark itself looks alike.
 */
function letsThrough(family: string, inks: readonly number[], mode: number): boolean {
  const [, , , black = 0] = inks;
  if (family === 'DeviceCMYK') return mode === 1 && black < dark && inks.includes(0);
  return inks.every((one) => one < dark);
}

/** Of 1. */
const dark = 0.5;
