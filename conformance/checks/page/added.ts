/** What one signing added to the pages: the annotations that were not there before. */
import type { SeenAnnotation, SeenImage, SeenPage, SeenText } from './look.ts';

export interface Added {
  readonly page: SeenPage;
  readonly annotation: SeenAnnotation;
  readonly images: readonly SeenImage[];
  readonly texts: readonly SeenText[];
}

/**
 * By place in the drawing order, since object numbers may change in a file that was rewritten.
 * Annotations that draw nothing are left out.
 */
export function addedBy(before: readonly SeenPage[], after: readonly SeenPage[]): readonly Added[] {
  return after.flatMap((page) => {
    const known = before.find((one) => one.number === page.number)?.annotations ?? [];
    const ids = new Set(known.map(({ id }) => id));
    const byId = page.annotations.filter(({ id }) => !ids.has(id));
    const fresh =
      byId.length === page.annotations.length - known.length ? byId : page.annotations.slice(known.length);
    return fresh
      .filter(({ drawn }) => drawn.length > 0)
      .map((annotation) => ({
        page,
        annotation,
        images: annotation.drawn.filter((one) => one.kind === 'image'),
        texts: annotation.drawn.filter((one) => one.kind === 'text'),
      }));
  });
}
