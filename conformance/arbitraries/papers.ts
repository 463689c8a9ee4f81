/** Which document a case is about, and what is to be written on it. */
import * as fc from 'fast-check';
import type { TextOnlyWords } from '../checks/signing/orders.ts';
import { baseDocument } from '../material/documents.ts';

/** Documents with a signature block: classic and stream cross-references, PDF/A, several pages. */
export const blockDocuments = [
  'cong-van-classic.pdf',
  'cong-van-xref-stream.pdf',
  'to-trinh.pdf',
  'quyet-dinh-nhieu-trang.pdf',
] as const;

export const blockDocument: fc.Arbitrary<string> = fc.constantFrom(...blockDocuments);

export const anyDocument: fc.Arbitrary<string> = fc.constantFrom(...blockDocuments, 'phu-luc.pdf');

export interface PaperWithWords {
  readonly document: string;
  readonly words: TextOnlyWords;
}

/** Words with the whole range of Vietnamese letters; agency and token belong together. */
export const paperWithWords: fc.Arbitrary<PaperWithWords> = fc
  .record({
    document: anyDocument,
    copyForm: fc.constantFrom('Sao y', 'Sao lục', 'Trích sao'),
    number: fc.integer({ min: 1, max: 9999 }),
    notation: fc.constantFrom('QĐ-UBND', 'SKTS-HCTH', 'TTr-HTBM', 'BC-ĐƯƠNG'),
  })
  .map(({ document, copyForm, number, notation }) => ({
    document,
    words: { copyForm, agencyName: baseDocument(document).agency, documentNumber: `${number}/${notation}` },
  }));

/** Seconds from the moment of the run, within the term of a sound certificate; in any month and around any midnight. */
export const secondsFromNow: fc.Arbitrary<number> = fc.integer({ min: -300 * 86_400, max: 600 * 86_400 });
