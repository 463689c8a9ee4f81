/** What a regulation asks of the signatures on a document, as data. */

export interface SubjectConvention {
  /** Beginnings of the subject's UID. */
  readonly personPrefix: string;
  readonly agencyPrefix: string;
}

export interface RegulationPolicy {
  readonly id: string;
  /** Signers wanted on an original, in this order: the first kind begins, the last kind ends. */
  readonly original: readonly ('person' | 'agency')[];
  /** Signers wanted on a copy, attachment or annex. */
  readonly derived: readonly ('person' | 'agency')[];
  /** Where the agency's image lies on the personal signature's, as shares of the latter's width. */
  readonly seal: { readonly leastOverlap: number; readonly mostOverlap: number };
  /** The text signature of derived documents: page, and the corner as shares of the page from left and bottom. */
  readonly textSignature: { readonly page: number; readonly leastLeft: number; readonly leastBottom: number };
}
