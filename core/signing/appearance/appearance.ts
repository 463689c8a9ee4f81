/** What a signature shows: one shape for each kind. */
import type { Rectangle } from '../../pdf/writing/index.ts';

export type Appearance = PersonalAppearance | AgencyAppearance | TextAppearance | InvisibleAppearance;

/** A given place (points of 1/72 inch as displayed, whatever the page's unit, page from 1), or an empty signature field of the document, by its name. */
export type Spot = { readonly page: number; readonly rect: Rectangle } | { readonly field: string };

export interface PersonalAppearance {
  readonly kind: 'personal';
  /** PNG. */
  readonly image: Uint8Array;
  /** Between two printed lines, or at a given place. */
  readonly anchor: { readonly title: string; readonly name: string } | Spot;
  /** The name that stands below a given place, where it is known: only compared with the certificate. */
  readonly printedName?: string;
  /** The title above a given place, where it is known, in lines or with ` / ` between them: tells who signs on behalf. */
  readonly printedTitle?: string;
}

export interface AgencyAppearance {
  readonly kind: 'agency';
  /** PNG. */
  readonly image: Uint8Array;
  /** The real size of the seal. */
  readonly sizeMm: { readonly width: number; readonly height: number };
  /** In the middle of a place, instead of where the regime wants it. */
  readonly at?: Spot;
}

export type TextAppearance = (
  | { readonly kind: 'copy'; readonly copyForm: string; readonly agencyName: string }
  | { readonly kind: 'attachment' | 'annex'; readonly documentNumber: string }
) & {
  /** In the upper left corner of a place, instead of at the top right of page 1. */
  readonly at?: Spot;
};

/** Shows nothing: for systems that print the signers themselves, and for whole batches. */
export interface InvisibleAppearance {
  readonly kind: 'invisible';
}
