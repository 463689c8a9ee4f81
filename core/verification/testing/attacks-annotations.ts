/** The evil annotation (Mainka et al., 2021): what a certification lets others add covers what was certified. One document a kind and level. */
import { agencySigns, personSigns } from './hand-made.ts';
import { append, basePdf } from './pdf.ts';

const over = '/Rect[0 0 595 842]/F 4';
/** How each kind covers a page: by itself, by its look, or by what it does. */
const kinds = {
  FreeText: '/Contents(forged)/DA(/Helv 12 Tf)',
  Stamp: '/AP<</N 7 0 R>>',
  Square: '/C[1 1 1]/IC[1 1 1]',
  Ink: '/InkList[[0 400 595 400]]/C[1 1 1]/BS<</W 800>>',
  Highlight: '/QuadPoints[0 842 595 842 0 0 595 0]/C[1 1 1]',
  Redact: '/IC[1 1 1]/OverlayText(forged)',
  Watermark: '/AP<</N 7 0 R>>',
  Link: '/A<</S/URI/URI(http://example.invalid)>>',
} as const;

export type AnnotationKind = keyof typeof kinds;
export const annotationKinds = Object.keys(kinds) as readonly AnnotationKind[];

/** Certified at that level (DocMDP /P), signed, and then annotated by whoever liked. */
export function evilAnnotation(kind: AnnotationKind, level: 1 | 2 | 3): Buffer {
  const certified = `/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P ${level}/V/1.2>>>>]`;
  const before = personSigns(basePdf(), { signatureEntries: certified });
  // Level 1 leaves no room for the seal.
  const signed = level === 1 ? before : agencySigns(before);
  const widgets = level === 1 ? '5 0 R' : '5 0 R 8 0 R';
  return append(signed, {
    3: `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>/Annots[${widgets} 20 0 R]>>`,
    20: `<</Type/Annot/Subtype/${kind}${over}${kinds[kind]}>>`,
  });
}
