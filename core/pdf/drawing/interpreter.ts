/**
 * Follows the instructions of a page, forms included, and tells a device what they draw (ISO 32000-1, 8 and 9). The one
 * place that knows what operators do; what of it counts is the device's.
 */
import {
  dictionaryOf,
  isKind,
  isName,
  type PdfDictionary,
  type PdfObject,
  type PdfStream,
  rectangleOf,
  type View,
} from '../reading/index.ts';
import type { Values } from '../reading/work.ts';
import { meets, moved, shared } from './boxes.ts';
import { type ContentBudget, deepestForm, mostStates } from './budget.ts';
import type { Device } from './device.ts';
import type { Font } from './font.ts';
import { type Colour, type GraphicsState, initialState, type TextState } from './graphics-state.ts';
import { inlineImage } from './inline-image.ts';
import { type Instruction, stray } from './instruction.ts';
import { instructionsOf, pictureEnds } from './instructions.ts';
import { identity, type Matrix, times } from './matrix.ts';
import { NotRead } from './not-read.ts';
import { colourIn, matrixIn, numberIn, shownIn } from './operands.ts';
import { clipping, closing, filling, isPlain, painting, pathMaking, stroking } from './operators.ts';
import { PageMaterial } from './page-material.ts';
import { parametersIn } from './parameters.ts';
import { Path } from './path.ts';
import { type Pen, penOf } from './pen.ts';
import { matrixOfForm, resource, resourcesOfForm, resourcesOfPage } from './resources.ts';
import { TextObject } from './text-object.ts';

export interface Rules {
  /**
   * `kept`: the page is given up (NotRead) at the first thing that readers may take in several ways; `loose`: that is
   * passed over, as by readers that show as much as they can.
   */
  readonly by: 'kept' | 'loose';
  /** Operands of all contents together. */
  readonly values?: Values;
}

/** A class because every instruction works on what the ones before it left. It lives for one page. */
export class Interpreter<F extends Font> {
  /** What each operator does; made once, and not for every page. */
  private static readonly actions: ReadonlyMap<
    string,
    (page: Interpreter<Font>, operands: readonly PdfObject[]) => void
  > = new Map(
    Object.entries<(page: Interpreter<Font>, operands: readonly PdfObject[]) => void>({
      // 8.4.4
      q: (page) => page.save(),
      Q: (page) => page.restore(),
      cm: (page, operands) => page.set({ ctm: times(matrixIn(operands) ?? identity, page.state.ctm) }),
      w: (page, [width]) => page.set({ lineWidth: Math.abs(numberIn(width)) }),
      J: (page, [cap]) => page.set({ lineCap: numberIn(cap) }),
      j: (page, [join]) => page.set({ lineJoin: numberIn(join) }),
      M: (page, [limit]) => page.set({ miterLimit: numberIn(limit) }),
      gs: (page, [name]) => page.parameters(page.named('ExtGState', name)),
      // 8.6.8
      g: (page, components) => page.fill(colourIn(components)),
      rg: (page, components) => page.fill(colourIn(components)),
      k: (page, components) => page.fill(colourIn(components)),
      sc: (page, components) => page.fill(colourIn(components)),
      scn: (page, components) => page.fill(colourIn(components)),
      cs: (page, [name]) => page.fill(isName(name, 'Pattern') ? 'patterned' : 'plain'),
      G: (page, components) => page.stroke(colourIn(components)),
      RG: (page, components) => page.stroke(colourIn(components)),
      K: (page, components) => page.stroke(colourIn(components)),
      SC: (page, components) => page.stroke(colourIn(components)),
      SCN: (page, components) => page.stroke(colourIn(components)),
      CS: (page, [name]) => page.stroke(isName(name, 'Pattern') ? 'patterned' : 'plain'),
      // 8.7.4.2, 8.8, 8.9.7
      sh: (page) => page.device.shade?.(page.state),
      Do: (page, [name]) => page.object(page.named('XObject', name)),
      EI: (page, operands) => {
        const space = (given: string) => resource(page.view, page.resources, 'ColorSpace', given);
        page.device.picture?.(inlineImage(operands, space), page.state);
      },
      // 9.3.1
      Tc: (page, [spacing]) => page.setText({ characterSpacing: numberIn(spacing) }),
      Tw: (page, [spacing]) => page.setText({ wordSpacing: numberIn(spacing) }),
      Tz: (page, [percent]) => page.setText({ scaling: numberIn(percent) / 100 }),
      TL: (page, [leading]) => page.setText({ leading: numberIn(leading) }),
      Ts: (page, [rise]) => page.setText({ rise: numberIn(rise) }),
      Tr: (page, [rendering]) => page.setText({ rendering: numberIn(rendering) }),
      Tf: (page, [name, size]) => {
        page.setText({ font: page.material.font(page.named('Font', name)), size: numberIn(size) });
      },
      // 9.4
      BT: (page) => page.text.begin(identity),
      Tm: (page, operands) => page.text.begin(matrixIn(operands) ?? identity),
      Td: (page, [x, y]) => page.text.move(numberIn(x), numberIn(y)),
      TD: (page, [x, y]) => {
        page.setText({ leading: -numberIn(y) });
        page.text.move(numberIn(x), numberIn(y));
      },
      'T*': (page) => page.nextLine(),
      Tj: (page, [string]) => page.text.show(shownIn(string), page.state),
      TJ: (page, [list]) => page.text.show(shownIn(list), page.state),
      "'": (page, [string]) => {
        page.nextLine();
        page.text.show(shownIn(string), page.state);
      },
      '"': (page, [word, character, string]) => {
        page.setText({ wordSpacing: numberIn(word), characterSpacing: numberIn(character) });
        page.nextLine();
        page.text.show(shownIn(string), page.state);
      },
    }),
  );

  private readonly view: View;
  private readonly device: Device<F>;
  private readonly material: PageMaterial<F>;
  private readonly strict: boolean;
  private readonly values: Values | undefined;
  private readonly path: Path | undefined;
  private readonly text: TextObject<F>;
  private state: GraphicsState<F> = initialState;
  private readonly saved: GraphicsState<F>[] = [];
  /** Of what is saved: content restores only what it saved itself. */
  private floor = 0;
  private clips = false;
  private penned: { readonly state: GraphicsState<F>; readonly pen: Pen } | undefined;
  private resources: PdfDictionary | undefined;
  private depth = 0;

  constructor(view: View, device: Device<F>, budget: ContentBudget, rules: Rules) {
    this.view = view;
    this.device = device;
    this.material = new PageMaterial(view, budget, (object) => device.font(object));
    this.strict = rules.by === 'kept';
    this.values = rules.values;
    this.path = device.inside === undefined ? undefined : new Path(device.inside);
    this.text = new TextObject(device);
  }

  /** Throws NotRead, and PDF_… for what is damaged. */
  page(page: PdfDictionary): void {
    this.content(this.material.page(page), resourcesOfPage(this.view, page), 0);
  }

  /** An appearance, its own matrix applied, in the space that `matrix` leads from. Throws as `page`. */
  appearance(form: PdfStream, matrix: Matrix): void {
    this.form(form, matrix, undefined, undefined, 0);
  }

  /** What a form draws in its own space, whatever its matrix. Throws as `page`. */
  contentOf(form: PdfStream): void {
    const resources = resourcesOfForm(this.view, form, undefined);
    this.content(this.material.stream(form, undefined), resources, 0);
  }

  /** Begins with the state that there is, and leaves it as it was. */
  private content(bytes: Uint8Array, resources: PdfDictionary | undefined, depth: number): void {
    if (depth > deepestForm) throw new NotRead('too-much');
    this.material.drawn(bytes.length);
    const outside = { resources: this.resources, depth: this.depth, floor: this.floor, state: this.state };
    const { place } = this.text;
    this.text.begin(identity);
    this.resources = resources;
    this.depth = depth;
    this.floor = this.saved.length;
    this.device.begins?.(bytes.length);
    this.follow(bytes);
    this.device.ends?.();
    this.saved.length = this.floor;
    this.text.resume(place);
    this.resources = outside.resources;
    this.depth = outside.depth;
    this.floor = outside.floor;
    this.state = outside.state;
  }

  private follow(bytes: Uint8Array): void {
    let pictures = 0;
    for (const instruction of instructionsOf(bytes, this.values)) {
      const { operator, operands } = instruction;
      if (this.strict && !isPlain(operator, operands)) throw new NotRead('unreadable');
      if (operator === stray) this.material.stray();
      else if (this.device.instruction?.(instruction) !== false) this.take(instruction);
      if (operator === 'BI') pictures += 1;
    }
    // Where a picture inside the content ends is not told: with a second end in it, readers differ.
    if (this.strict && pictures > 0 && pictureEnds(bytes) !== pictures) throw new NotRead('unreadable');
  }

  private take({ operator, operands }: Instruction): void {
    const act = Interpreter.actions.get(operator);
    if (act !== undefined) act(this, operands);
    else if (clipping.has(operator)) this.clips = true;
    else if (operator === 'n' || painting.has(operator)) this.paint(operator);
    else if (this.path !== undefined && pathMaking.has(operator)) {
      this.path.take(operator, operands.map(numberIn), this.state.ctm, this.pen());
    }
  }

  /** Of the present state: made once for it, and not for every line. */
  private pen(): Pen {
    if (this.penned?.state !== this.state) this.penned = { state: this.state, pen: penOf(this.state) };
    return this.penned.pen;
  }

  private set(changes: Partial<GraphicsState<F>>): void {
    this.state = { ...this.state, ...changes };
  }

  private setText(changes: Partial<TextState<F>>): void {
    this.set({ text: { ...this.state.text, ...changes } });
  }

  private fill(fill: Colour): void {
    if (fill !== this.state.fill) this.set({ fill });
  }

  private stroke(stroke: Colour): void {
    if (stroke !== this.state.stroke) this.set({ stroke });
  }

  private save(): void {
    if (this.saved.length >= mostStates) throw new NotRead('too-much');
    this.saved.push(this.state);
  }

  private restore(): void {
    if (this.saved.length > this.floor) this.state = this.saved.pop() ?? this.state;
  }

  private nextLine(): void {
    this.text.move(0, -this.state.text.leading);
  }

  private named(kind: string, name: PdfObject | undefined): PdfObject | undefined {
    return this.material.named(this.resources, kind, name);
  }

  private paint(operator: string): void {
    const [fills, strokes] = [filling.has(operator), stroking.has(operator)];
    // `s` closes the path first, with the lines that it then draws.
    if (closing.has(operator)) this.path?.take('h', [], this.state.ctm, this.pen());
    // Lines are as wide as when they are drawn, not as when they were made.
    if (strokes && this.strict && this.path?.isOtherThan(this.pen())) throw new NotRead('unreadable');
    const path = this.path?.end();
    const { areas = [], lines = [] } = path ?? {};
    if (fills || strokes) this.device.paint?.({ areas, lines, fills, strokes }, this.state);
    if (this.clips && path !== undefined) this.set({ clip: shared(this.state.clip, path.box) });
    this.clips = false;
  }

  /** A graphics state parameter dictionary (8.4.5). */
  private parameters(object: PdfObject | undefined): void {
    const entries = dictionaryOf(this.view.resolve(object))?.entries;
    if (this.strict && entries?.has('Font')) throw new NotRead('unreadable');
    if (entries === undefined) this.device.unclear?.();
    else this.set(parametersIn(this.view, entries) as Partial<GraphicsState<F>>);
  }

  private object(object: PdfObject | undefined): void {
    const stream = this.view.resolve(object);
    if (!isKind(stream, 'stream')) {
      this.device.unclear?.();
      return;
    }
    const kind = this.view.resolve(stream.dictionary.entries.get('Subtype'));
    if (isName(kind, 'Image')) this.device.picture?.(stream.dictionary, this.state);
    else if (isName(kind, 'Form')) {
      const number = isKind(object, 'reference') ? object.number : undefined;
      this.form(stream, identity, number, this.resources, this.depth + 1);
    }
  }

  /** 8.10. One that stays outside the boxes of the device is not even unpacked. */
  private form(
    form: PdfStream,
    matrix: Matrix,
    number: number | undefined,
    outer: PdfDictionary | undefined,
    depth: number,
  ): void {
    const { inside } = this.device;
    const before = this.state;
    const ctm = times(this.matrixOf(form), times(matrix, before.ctm));
    const box = inside && rectangleOf(this.view, form.dictionary.entries.get('BBox'));
    const clip = box === undefined ? before.clip : shared(moved(box, ctm), before.clip);
    if (inside !== undefined && !inside.some((one) => meets(one, clip))) return;
    this.state = { ...before, ctm, clip };
    this.content(this.material.stream(form, number), resourcesOfForm(this.view, form, outer), depth);
    this.state = before;
  }

  private matrixOf(form: PdfStream): Matrix {
    const matrix = matrixOfForm(this.view, form);
    if (matrix === undefined && this.strict) throw new NotRead('unreadable');
    return matrix ?? identity;
  }
}
