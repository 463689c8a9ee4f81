/** Facts on the form of a document on paper: how it was scanned, and what a signature shows as text. */

/** The form of scanned paper, copies, attachments and annexes (decree 30/2020, annex I). */
export interface PaperFacts {
  /** `1.7`. */
  readonly version: string;
  /** Of the signed fields' widgets that have an appearance. */
  readonly looks: readonly LookFacts[];
  /** Of every page; absent when the pages were not asked for. */
  readonly sheets?: readonly SheetFacts[];
}

export interface LookFacts {
  readonly field: string;
  /** From the top down, NFC; null when they cannot be read. */
  readonly lines: readonly string[] | null;
  /** Pictures that show something. */
  readonly pictures: number;
  /** Whether anything is to be seen; null when it cannot be read. */
  readonly shows: boolean | null;
}

export interface SheetFacts {
  readonly page: number;
  /** In the order in which they are drawn; null when the page cannot be read. */
  readonly pictures: readonly PictureFacts[] | null;
}

export interface PictureFacts {
  /** Dots per inch as drawn on the page, to a thousandth. */
  readonly dpi: readonly [across: number, up: number];
  /** Points of the page in these two directions; absent in facts of old. */
  readonly sides?: readonly [across: number, up: number];
  /** Of the page, 0 to 1. */
  readonly share: number;
  /** By its colour space and palette: whether a picture in colour shows a colour is not looked at. */
  readonly colour: 'colour' | 'grey' | 'unknown';
}
