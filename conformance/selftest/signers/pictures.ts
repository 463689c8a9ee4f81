/** Signing products that get the pictures wrong: article 14 clause 1. */
import { readFileSync, writeFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { type Drawing, pngOf } from '../../arbitraries/images.ts';
import { inkOf } from '../../checks/page/ink.ts';
import type { SignParameters } from '../../sut/index.ts';
import { isDrawn, withOtherFile, withOtherRequest, withoutScruples } from '../distort-signing.ts';
import { flattened, framed, moved, withLastDrawnFirst, withLastRectangle } from '../pdf-tools.ts';
import type { Surroundings, WrongProduct } from '../wrong-system.ts';

const qc14 = (place: string) => `hai-phong-2025/qc-14/${place}`;
const personal = (parameters: SignParameters) => parameters.as === 'personal' && isDrawn(parameters);
const agency = (parameters: SignParameters) => parameters.as === 'agency' && isDrawn(parameters);
const signer = { kind: 'product', capability: 'signer' } as const;

/** Another picture of the same kind, in place of the one that was given. */
function swapped(drawing: Drawing) {
  return (_: SignParameters, { file }: Surroundings) => {
    const image = file('swapped.png');
    writeFileSync(image, pngOf(drawing));
    return { image };
  };
}

/** Black pictures stay with the reference, which refuses them: their colour is another row's matter. */
function onWhite({ image = '' }: SignParameters, { file }: Surroundings) {
  const { width, height, data } = PNG.sync.read(readFileSync(image));
  if (inkOf({ width, height, rgba: data }).shareOfHue(0, 360) < 0.5) return {};
  const path = file('on-white.png');
  writeFileSync(path, flattened(readFileSync(image)));
  return { image: path, regulation: 'none' };
}

/** A little of the size see-through on every side: the seal comes out 7 % too small. */
function inMargin({ image = '' }: SignParameters, { file }: Surroundings) {
  const path = file('in-margin.png');
  writeFileSync(path, framed(readFileSync(image), 1 / 25));
  return { image: path };
}

export const wrongPictures: readonly WrongProduct[] = [
  {
    ...signer,
    id: 'shows-another-signature',
    wrong: "Shows somebody else's handwriting in place of the picture that was given.",
    fails: { requirement: qc14('k1.a.1'), reason: 'PICTURE_NOT_THE_ONE_GIVEN' },
    distort: withOtherRequest(
      personal,
      swapped({ kind: 'handwriting', hue: 230, strokes: 4242, size: [300, 140] }),
    ),
  },
  {
    ...signer,
    id: 'hides-the-signature',
    wrong: 'Puts the personal signature beside the page, where nobody sees it.',
    fails: { requirement: qc14('k1.a.1'), reason: 'PICTURE_NOT_SHOWN' },
    consequences: ['k1.a.2', 'k1.a.3', 'k1.a.4'].map((place) => ({
      requirement: qc14(place),
      because: 'nothing can be said of a picture that is not shown',
    })),
    distort: withOtherFile(personal, (pdf) => withLastRectangle(pdf, moved(600, 0))),
  },
  {
    ...signer,
    id: 'takes-black-handwriting',
    wrong: 'Takes a black picture for a personal signature.',
    fails: { requirement: qc14('k1.a.2'), reason: 'PICTURE_COLOUR_WRONG' },
    distort: withoutScruples(personal, ['SIGN_IMAGE_NOT_BLUE']),
  },
  {
    ...signer,
    id: 'signature-on-white',
    wrong: 'Lays the handwriting on a white ground.',
    fails: { requirement: qc14('k1.a.3'), reason: 'PICTURE_NOT_TRANSPARENT' },
    distort: withOtherRequest(personal, onWhite),
  },
  {
    ...signer,
    id: 'signature-off-centre',
    wrong: 'Puts the personal signature 12 mm to the left of the middle between title and name.',
    fails: { requirement: qc14('k1.a.4'), reason: 'PICTURE_NOT_CENTRED' },
    distort: withOtherFile(personal, (pdf) => withLastRectangle(pdf, moved(-34, 0))),
  },
  {
    ...signer,
    id: 'shows-another-seal',
    wrong: "Shows another agency's seal in place of the picture that was given.",
    fails: { requirement: qc14('k1.b.1'), reason: 'PICTURE_NOT_THE_ONE_GIVEN' },
    distort: withOtherRequest(agency, swapped({ kind: 'handwriting', hue: 0, strokes: 7, size: [260, 260] })),
  },
  {
    ...signer,
    id: 'takes-black-seal',
    wrong: 'Takes a black picture for a seal.',
    fails: { requirement: qc14('k1.b.2'), reason: 'PICTURE_COLOUR_WRONG' },
    distort: withoutScruples(agency, ['SIGN_IMAGE_NOT_RED']),
  },
  {
    ...signer,
    id: 'shrinks-the-seal',
    wrong: 'Draws the seal at four fifths of its real size.',
    fails: { requirement: qc14('k1.b.3'), reason: 'PICTURE_SIZE_WRONG' },
    distort: withOtherRequest(agency, ({ sizeMm = { width: 36, height: 36 } }) => ({
      sizeMm: { width: sizeMm.width * 0.8, height: sizeMm.height * 0.8 },
    })),
  },
  {
    ...signer,
    id: 'seal-in-a-margin',
    wrong:
      'Gives the picture of the seal the real size with a see-through margin, so that the seal in it is smaller.',
    fails: { requirement: qc14('k1.b.3'), reason: 'PICTURE_SIZE_WRONG' },
    consequences: [
      { requirement: qc14('k1.b.1'), because: 'a picture in a margin has another shape than the one given' },
    ],
    distort: withOtherRequest(agency, inMargin),
  },
  {
    ...signer,
    id: 'seal-on-white',
    wrong: 'Lays the seal on a white ground, which hides what is below it.',
    fails: { requirement: qc14('k1.b.4'), reason: 'PICTURE_NOT_TRANSPARENT' },
    distort: withOtherRequest(agency, onWhite),
  },
  {
    ...signer,
    id: 'seal-over-the-middle',
    wrong: 'Puts the seal over the middle of the personal signature.',
    fails: { requirement: qc14('k1.b.5'), reason: 'SEAL_NOT_OVER_LEFT_PART' },
    distort: withOtherFile(agency, (pdf) => withLastRectangle(pdf, moved(45, 0))),
  },
  {
    ...signer,
    id: 'seal-under-signature',
    wrong: 'Draws the seal below the personal signature.',
    fails: { requirement: qc14('k1.b.6'), reason: 'SEAL_UNDER_SIGNATURE' },
    distort: withOtherFile(agency, withLastDrawnFirst),
  },
];
