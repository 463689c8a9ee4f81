/** The members of arrays and dictionaries that are being read, inside each other: a list of its own for each would be grown and cut. */
import type { PdfObject } from './objects.ts';

/** What one that was larger took is let go. */
const usualSize = 4096;

export class Pile {
  // Something to begin with, so that the list is one of objects for good.
  private values: (string | PdfObject)[] = [null];
  /** How many lie on it. */
  height = 0;

  add(value: string | PdfObject): void {
    this.values[this.height++] = value;
  }

  /** Whether a key is among those that lie by turns with their values above a height. */
  hasKey(key: string, above: number): boolean {
    const { values, height } = this;
    for (let at = above; at < height; at += 2) if (values[at] === key) return true;
    return false;
  }

  /** Takes away what lies above a height, in the order in which it came. */
  take(above: number): (string | PdfObject)[] {
    const taken = this.values.slice(above, this.height);
    this.height = above;
    if (above === 0 && this.values.length > usualSize) this.values = [null];
    return taken;
  }
}
