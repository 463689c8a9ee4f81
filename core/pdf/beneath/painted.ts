/** Whether what a path paints inside a box can be something to read, or is only a table's line or a background. */
import { type Box, type Colour, type Piece, shared } from '../drawing/index.ts';

export interface Paint {
  /** `patterned` also where a soft mask lies over it. */
  readonly colour: Colour;
  readonly fills: boolean;
}

/** Points. */
const thin = 1.5;
const edge = 1;
/** Thin lines that end inside the box: the corners of a table's cells, or a line to write on. */
const mostThin = 8;

/** A class because thin lines are counted. It lives for one box of one page. */
export class PaintedBox {
  readonly box: Box;
  drawn = false;
  private lines = 0;
  /** Whether the box has a background on which white shows. */
  private coloured = false;

  constructor(box: Box) {
    this.box = box;
  }

  /** Something that is not a path: a picture, a shading. */
  cover(box: Box): void {
    const [left, bottom, right, top] = shared(box, this.box);
    if (right - left > edge && top - bottom > edge) this.drawn = true;
  }

  paint({ box: given, rectangle }: Piece, clip: Box, { colour, fills }: Paint): void {
    if (this.drawn) return;
    const box = shared(given, clip);
    const [left, bottom, right, top] = shared(box, this.box);
    if (right < left || top < bottom) return;
    if (colour === 'patterned') this.cover(box);
    else if (fills && rectangle && this.isInside(box)) this.coloured = colour === 'plain';
    else if (colour === 'plain' || this.coloured) {
      if (Math.min(box[2] - box[0], box[3] - box[1]) < thin) this.line(box);
      else this.cover(box);
    }
  }

  private line([left, bottom, right, top]: Box): void {
    const [from, low, to, high] = this.box;
    if ((left <= from && right >= to) || (bottom <= low && top >= high)) return;
    this.lines += 1;
    this.drawn ||= this.lines > mostThin;
  }

  private isInside([left, bottom, right, top]: Box): boolean {
    const [from, low, to, high] = this.box;
    return left <= from + edge && bottom <= low + edge && right >= to - edge && top >= high - edge;
  }
}
