/** What a signature shows: one shape for each kind. */
import type { Rectangle } from '../pdf/writing/index.ts';

export type Appearance = PersonalAppearance | AgencyAppearance | TextAppearance;

export interface PersonalAppearance {
  readonly kind: 'personal';
  /** PNG. */
  readonly image: Uint8Array;
  /** Between two printed lines, or at a given place (points as displayed, page from 1). */
  readonly anchor:
    | { readonly title: string; readonly name: string }
    | { readonly page: number; readonly rect: Rectangle };
}

export interface AgencyAppearance {
  readonly kind: 'agency';
  /** PNG. */
  readonly image: Uint8Array;
  /** The real size of the seal. */
  readonly sizeMm: { readonly width: number; readonly height: number };
}

export type TextAppearance =
  | { readonly kind: 'copy'; readonly copyForm: string; readonly agencyName: string }
  | { readonly kind: 'attachment' | 'annex'; readonly documentNumber: string };
