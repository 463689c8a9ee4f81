/** The shape of what a legal regime says about how signatures look and who may make them. */

export type AppearanceKind = 'personal' | 'agency' | 'copy' | 'attachment' | 'annex';

export interface SigningRegime {
  readonly id: string;
  /** First day of the text, ISO; undefined for a draft. Which text counts is for the caller to say, by document date. */
  readonly inForceFrom: string | undefined;
  /** Lowest PDF version that may be signed. */
  readonly pdfVersion: string;
  /** Seconds east of UTC in the time that is shown, with the article's "Vietnam time zone". */
  readonly utcOffset: { readonly hours: number; readonly text: string };
  readonly certificates: {
    /** Beginnings of the subject's UID. A convention of the issuer, not of the law. */
    readonly prefixes: { readonly person: readonly string[]; readonly agency: readonly string[] };
    /** Who signs what; empty when anybody may. */
    readonly kindFor: Readonly<Partial<Record<AppearanceKind, 'person' | 'agency'>>>;
    readonly mustBeInTerm: boolean;
  };
  readonly order: {
    /** The seal needs a personal signature on the page. */
    readonly agencyNeedsPersonal: boolean;
    readonly personalBeforeAgency: boolean;
    /** Signatures that are already there are checked, as far as the file alone shows. */
    readonly earlierMustHold: boolean;
  };
  readonly images: {
    readonly personal: ImageRule;
    readonly agency: ImageRule;
    readonly largestPixels: number;
  };
  readonly personal: {
    /** Largest size of the image on the page. */
    readonly largestMm: { readonly width: number; readonly height: number };
    /** Kept free above and below. */
    readonly clearanceMm: number;
    readonly leastHeightMm: number;
    /** How far apart the middles of title and name may be to belong together. */
    readonly columnMm: number;
    /** In the middle of the column, or left of it where the seal stands beside it. */
    readonly stands: 'middle' | 'left-half';
  };
  readonly seal: {
    /** Over the personal image's left part, or beside it, to the right. */
    readonly stands: 'over-left' | 'right-of';
    /** Between the images when the seal stands beside. */
    readonly gapMm: number;
    /** Share of the personal image's width that the seal covers, from the left. */
    readonly overlap: number;
    readonly leastMm: number;
    readonly mostMm: number;
    /** Largest relative difference between the proportions of image and given size. */
    readonly proportionTolerance: number;
  };
  /** Number and date, put in after the person has signed. Where the form's own size is known, that one is taken. */
  readonly numbering: {
    readonly number: NumberingStyle;
    readonly date: NumberingStyle;
    /** Bounds of what is taken from the form, and how small a long number may become. */
    readonly leastPt: number;
    readonly mostPt: number;
    /** How far an open line reaches to the right. */
    readonly reachMm: number;
    /** Kept free at the right edge of the page. */
    readonly rightMm: number;
    /** By how many days a date may lie before the first signature without a warning. */
    readonly daysBack: number;
  };
  /** Forms of copy, in lower case; undefined: any text. */
  readonly copyForms: readonly string[] | undefined;
  /** Paper that was scanned (its digital copy is signed by the agency alone). */
  readonly scan: { readonly leastDpi: number; readonly colour: boolean };
  readonly text: {
    readonly font: string;
    readonly sizePt: number;
    readonly leadingPt: number;
    readonly paddingPt: number;
    /** Distance from the top and right edge of page 1. */
    readonly topMm: number;
    readonly rightMm: number;
    /** From the top edge, where more lines than usual leave no other place. */
    readonly leastTopMm: number;
    /** Longer lines are broken, at half of the page at the latest. */
    readonly widestMm: number;
    /** How narrow a block becomes where a wider one finds no place. */
    readonly narrowestMm: number;
    /** How far down a free place is looked for, as a share of the page's height. */
    readonly searchShare: number;
    /** How far to the left, as a share of the page's width; a block wider than that fits nowhere. */
    readonly searchAcross: number;
  };
}

export interface NumberingStyle {
  readonly font: string;
  readonly sizePt: number;
}

export interface ImageRule {
  /** undefined: any colour. */
  readonly colour: 'blue' | 'red' | undefined;
  /** Least share of the ink that has the colour, and least share of the picture that is transparent. */
  readonly colourShare: number;
  readonly transparentShare: number;
}
