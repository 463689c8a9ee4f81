/** Signing products that get text-only signatures wrong: article 14 clauses 2, 4 and 5. */
import { readFileSync, writeFileSync } from 'node:fs';
import { pngOf } from '../../arbitraries/images.ts';
import type { TextOnly } from '../../checks/signing/orders.ts';
import type { SignParameters } from '../../sut/index.ts';
import { byOtherClock, notAtAll, withOtherFile, withOtherRequest } from '../distort-signing.ts';
import { moved, stretched, withLastRectangle, withPicture } from '../pdf-tools.ts';
import type { WrongProduct } from '../wrong-system.ts';

const signer = { kind: 'product', capability: 'signer' } as const;
const seal = pngOf({ kind: 'seal', hue: 0, strokes: 12, size: [240, 240] });

/** Five wrong systems for one kind of text-only signature, one for each row of its unit. */
function wrongTexts(unit: string, as: TextOnly): readonly WrongProduct[] {
  const row = (number: number) => `hai-phong-2025/qc-14/${unit}.${number}`;
  const applies = (parameters: SignParameters) => parameters.as === as;
  return [
    {
      ...signer,
      id: `${as}-text-in-the-middle`,
      wrong: `Puts the signature on the ${as} into the middle of the page.`,
      fails: { requirement: row(1), reason: 'TEXT_NOT_IN_CORNER' },
      distort: withOtherFile(applies, (pdf) => withLastRectangle(pdf, moved(0, -320))),
    },
    {
      ...signer,
      id: `${as}-with-seal`,
      wrong: `Shows a seal on the ${as}.`,
      fails: { requirement: row(2), reason: 'PICTURE_SHOWN' },
      distort: withOtherRequest(applies, async ({ document }, { file }) => {
        const path = file('with-seal.pdf');
        writeFileSync(path, await withPicture(readFileSync(document), seal));
        return { document: path };
      }),
    },
    {
      ...signer,
      id: `${as}-without-its-words`,
      wrong: as === 'copy' ? 'Leaves the name of the copying agency out.' : 'Leaves the document number out.',
      fails: { requirement: row(3), reason: 'TEXT_INCOMPLETE' },
      distort: withOtherRequest(applies, () =>
        as === 'copy' ? { agencyName: 'Đã ký số' } : { documentNumber: 'Đã ký số' },
      ),
    },
    {
      ...signer,
      id: `${as}-in-universal-time`,
      wrong: `Writes universal time on the ${as} and calls it Vietnamese.`,
      fails: { requirement: row(4), reason: 'TEXT_TIME_WRONG' },
      distort: byOtherClock(applies, -7 * 3600),
    },
    {
      ...signer,
      id: `${as}-in-large-letters`,
      wrong: `Sets the words on the ${as} in size 12.`,
      fails: { requirement: row(5), reason: 'TEXT_LETTERING_WRONG' },
      distort: withOtherFile(applies, (pdf) => withLastRectangle(pdf, stretched(1.2))),
    },
  ];
}

export const wrongTextSigners: readonly WrongProduct[] = [
  ...wrongTexts('k2', 'copy'),
  ...wrongTexts('k4.b', 'attachment'),
  ...wrongTexts('k5.b', 'annex'),
  {
    ...signer,
    id: 'annex-returned-as-it-was',
    wrong: 'Gives the annex back unchanged and says that it has signed it.',
    fails: { requirement: 'hai-phong-2025/qc-14/k5.b.2', reason: 'NOT_SIGNED' },
    consequences: [1, 3, 4, 5].map((number) => ({
      requirement: `hai-phong-2025/qc-14/k5.b.${number}`,
      because: 'nothing can be right about a signature that is not there',
    })),
    distort: notAtAll(({ as }) => as === 'annex'),
  },
];
