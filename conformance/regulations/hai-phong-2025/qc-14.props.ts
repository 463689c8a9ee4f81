/** Properties of article 14: what signatures look like on the page, and that they secure the whole document. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { blueHandwriting, type Drawing, redSeal } from '../../arbitraries/images.ts';
import {
  blockDocument,
  type PaperWithWords,
  paperWithWords,
  secondsFromNow,
} from '../../arbitraries/papers.ts';
import { signedByBoth } from '../../arbitraries/recipes.ts';
import { agencySignsOnce } from '../../checks/signing/agency-signs-once.ts';
import {
  agencyOrder,
  personalOrder,
  personalSignatureOnce,
  type SealChoice,
  type TextOnly,
  textOnlyOrder,
} from '../../checks/signing/orders.ts';
import { performSigning, type SigningOrder, whenSigned } from '../../checks/signing/perform-signing.ts';
import { blue, pictureHasColour, red } from '../../checks/signing/picture-has-colour.ts';
import { pictureHasSize, realSize } from '../../checks/signing/picture-has-size.ts';
import {
  aboutTheMiddle,
  pictureIsCentredBetweenLines,
} from '../../checks/signing/picture-is-centred-between-lines.ts';
import { pictureIsTheOneGiven } from '../../checks/signing/picture-is-the-one-given.ts';
import { pictureIsTransparent } from '../../checks/signing/picture-is-transparent.ts';
import {
  aboutOneThird,
  sealCoversLeftPart,
  sealLiesAbove,
} from '../../checks/signing/seal-over-signature.ts';
import { signatureCoversDocument } from '../../checks/signing/signature-covers-document.ts';
import {
  noPictureIsShown,
  textIsLettered,
  textSays,
  textStandsInCorner,
  textTellsTime,
  timesTen,
  topRight,
} from '../../checks/signing/text-only.ts';
import { faults } from '../../checks/verifying/faults.ts';
import { rejectsForReason } from '../../checks/verifying/rejects-for-reason.ts';
import { withAddition, withByteChanged, withPartBehind } from '../../material/altered-documents.ts';
import { baseDocument } from '../../material/documents.ts';
import type { Workbench } from '../../material/workbench.ts';
import { property } from '../binding.ts';
import type { CheckResult } from '../property.ts';

const qc14 = (place: string) => `hai-phong-2025/qc-14/${place}`;

const personalCase = fc.record({ document: blockDocument, image: blueHandwriting });
const sealCase = fc.record({
  document: blockDocument,
  drawing: redSeal,
  millimetres: fc.constantFrom(32, 35, 36, 38, 40),
});
type SealCase = { readonly document: string } & { readonly drawing: Drawing; readonly millimetres: number };

/** A row on the personal signature. */
function onPerson(place: string, check: (bench: Workbench, order: SigningOrder) => Promise<CheckResult>) {
  return property(qc14(place), 'signer', {
    cases: () => personalCase,
    runs: 4,
    check: async (bench, { document, image }) => check(bench, await personalOrder(bench, document, image)),
  });
}

/** Signs for the agency on what the product signed for the person before. */
async function withSeal(
  bench: Workbench,
  document: string,
  seal: SealChoice,
  check: (bench: Workbench, order: SigningOrder) => Promise<CheckResult>,
): Promise<CheckResult> {
  return whenSigned(personalSignatureOnce(bench, document), async ({ path }) =>
    check(bench, await agencyOrder(bench, document, path, seal)),
  );
}

const sealOf = ({ drawing, millimetres }: SealCase): SealChoice => ({
  drawing,
  sizeMm: { width: millimetres, height: millimetres },
});

/** A row on the agency's seal. */
function onSeal(place: string, check: (bench: Workbench, order: SigningOrder) => Promise<CheckResult>) {
  return property(qc14(place), 'signer', {
    cases: () => sealCase,
    runs: 4,
    check: (bench, value) => withSeal(bench, value.document, sealOf(value), check),
  });
}

/** What a text-only signature of that kind has to say. */
function wordsOn(as: TextOnly, { words }: PaperWithWords): readonly string[] {
  return as === 'copy' ? [words.copyForm, words.agencyName] : [words.documentNumber];
}

/** The five rows of a text-only signature. */
function onTextOnly(unit: string, as: TextOnly) {
  const row = (
    number: number,
    check: (bench: Workbench, order: SigningOrder, paper: PaperWithWords) => Promise<CheckResult>,
  ) =>
    property(qc14(`${unit}.${number}`), 'signer', {
      cases: () => paperWithWords,
      runs: 3,
      check: async (bench, paper) =>
        check(bench, await textOnlyOrder(bench, as, paper.document, paper.words), paper),
    });
  return [
    row(1, (bench, order) => textStandsInCorner(bench, order, topRight)),
    row(2, noPictureIsShown),
    row(3, (bench, order, paper) => textSays(bench, order, wordsOn(as, paper))),
    property(qc14(`${unit}.4`), 'signer', {
      cases: () => fc.record({ paper: paperWithWords, secondsFromNow }),
      runs: 4,
      check: async (bench, { paper, secondsFromNow: seconds }) => {
        const at = new Date(bench.material.now.getTime() + seconds * 1000);
        return textTellsTime(bench, await textOnlyOrder(bench, as, paper.document, paper.words), at, 60);
      },
    }),
    row(5, (bench, order) => textIsLettered(bench, order, timesTen)),
  ];
}

/** A letter with another paper behind it in the same file, signed by the person and then by the agency. */
function onOneFile(place: string, main: string, part: string) {
  return property(qc14(place), 'signer', {
    cases: () => fc.record({ main: fc.constant(main), part: fc.constant(part), drawing: redSeal }),
    runs: 2,
    check: async (bench, { drawing }) => {
      const path = join(bench.caseFolder(), `${main.replace('.pdf', '')}-and-${part}`);
      const [letter, behind] = [main, part].map((file) => readFileSync(baseDocument(file).path));
      if (letter === undefined || behind === undefined) throw new Error('no documents');
      writeFileSync(path, await withPartBehind(letter, behind));
      const order = { ...(await personalOrder(bench, main)), document: path };
      return whenSigned(performSigning(bench, order), async (signed) =>
        agencySignsOnce(bench, await agencyOrder(bench, main, signed.path, { drawing })),
      );
    },
  });
}

/** What a file is changed from. */
async function soundTwin(bench: Workbench, document: string) {
  const made = signedByBoth(document);
  const { path, bytes } = await bench.material.signed(made);
  return { path, bytes, made };
}

export const qc14Properties = [
  onPerson('k1.a.1', pictureIsTheOneGiven),
  property(qc14('k1.a.2'), 'signer', {
    cases: () => fc.record({ document: blockDocument, image: blueHandwriting, black: fc.boolean() }),
    runs: 6,
    check: async (bench, { document, image: { hue, ...shape }, black }) => {
      const image: Drawing = black || hue === undefined ? shape : { ...shape, hue };
      return pictureHasColour(bench, await personalOrder(bench, document, image), blue, black);
    },
  }),
  onPerson('k1.a.3', pictureIsTransparent),
  onPerson('k1.a.4', (bench, order) => pictureIsCentredBetweenLines(bench, order, aboutTheMiddle)),
  onSeal('k1.b.1', pictureIsTheOneGiven),
  property(qc14('k1.b.2'), 'signer', {
    cases: () => fc.record({ seal: sealCase, black: fc.boolean() }),
    runs: 6,
    check: (bench, { seal, black }) => {
      const { hue: _hue, ...shape } = seal.drawing;
      const drawing: Drawing = black ? shape : seal.drawing;
      return withSeal(bench, seal.document, sealOf({ ...seal, drawing }), (_, order) =>
        pictureHasColour(bench, order, red, black),
      );
    },
  }),
  onSeal('k1.b.3', (bench, order) => pictureHasSize(bench, order, realSize)),
  onSeal('k1.b.4', pictureIsTransparent),
  onSeal('k1.b.5', (bench, order) => sealCoversLeftPart(bench, order, aboutOneThird)),
  onSeal('k1.b.6', sealLiesAbove),
  ...onTextOnly('k2', 'copy'),
  property(qc14('k3.1'), 'signer', {
    cases: () =>
      fc.record({ paper: paperWithWords, as: fc.constantFrom('personal', 'agency', 'copy', 'attachment') }),
    runs: 4,
    check: async (bench, { paper, as }) => {
      const { words } = paper;
      const document = paper.document === 'phu-luc.pdf' ? 'to-trinh.pdf' : paper.document;
      if (as === 'personal') return signatureCoversDocument(bench, await personalOrder(bench, document));
      if (as === 'agency') return withSeal(bench, document, {}, signatureCoversDocument);
      return signatureCoversDocument(
        bench,
        await textOnlyOrder(bench, as as TextOnly, paper.document, words),
      );
    },
  }),
  property(qc14('k3.2'), 'verifier', {
    cases: () =>
      fc.record({
        document: fc.constantFrom(
          'quyet-dinh-nhieu-trang.pdf',
          'cong-van-classic.pdf',
          'cong-van-xref-stream.pdf',
        ),
        page: fc.nat(99),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
    runs: 6,
    check: async (bench, { document, page: number, share }) => {
      const twin = await soundTwin(bench, document);
      const page = 1 + (number % baseDocument(document).pages);
      const path = join(bench.caseFolder(), document);
      writeFileSync(path, withByteChanged(twin.bytes, page, share));
      const made = {
        document,
        page,
        share,
        changed: { en: 'one byte of the content of the page', vi: 'một byte trong nội dung của trang' },
      };
      return rejectsForReason(bench, {
        path,
        made,
        twin,
        fault: faults.changedByte,
        reason: 'CHANGED_BYTE_ACCEPTED',
      });
    },
  }),
  property(qc14('k3.3'), 'verifier', {
    cases: () =>
      fc.record({
        document: blockDocument,
        addition: fc.constantFrom('overlay', 'note', 'page') as fc.Arbitrary<'overlay' | 'note' | 'page'>,
      }),
    runs: 6,
    check: async (bench, { document, addition }) => {
      const twin = await soundTwin(bench, document);
      const path = join(bench.caseFolder(), document);
      writeFileSync(path, await withAddition(twin.bytes, addition));
      return rejectsForReason(bench, {
        path,
        made: { document, addition },
        twin,
        fault: faults.addedContent,
        reason: 'ADDED_CONTENT_ACCEPTED',
      });
    },
  }),
  onOneFile('k4.a.1', 'cong-van-classic.pdf', 'to-trinh.pdf'),
  ...onTextOnly('k4.b', 'attachment'),
  onOneFile('k5.a.1', 'cong-van-xref-stream.pdf', 'phu-luc.pdf'),
  ...onTextOnly('k5.b', 'annex'),
];
