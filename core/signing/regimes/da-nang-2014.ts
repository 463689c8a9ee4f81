/** Da Nang 2014, article 10.1: both signatures in one row under the signer's title, the person left, the agency right. */
import { copyFormsOfDecree110 } from './copy-forms.ts';
import { haiPhong2025 } from './hai-phong-2025.ts';
import type { SigningRegime } from './regime.ts';

const anyImage = { colour: undefined, colourShare: 0, transparentShare: 0 };

/** The text says nothing of colours, sizes or texts: what it leaves open is as in decree 30. */
export const daNang2014: SigningRegime = Object.freeze<SigningRegime>({
  ...haiPhong2025,
  id: 'da-nang-2014',
  inForceFrom: '2014-12-31',
  pdfVersion: '1.0',
  images: { ...haiPhong2025.images, personal: anyImage, agency: anyImage },
  copyForms: copyFormsOfDecree110,
  // Half as wide as elsewhere, so that both fit into the column of the signer.
  personal: { ...haiPhong2025.personal, largestMm: { width: 40, height: 25 }, stands: 'left-half' },
  seal: { ...haiPhong2025.seal, stands: 'right-of', gapMm: 2, overlap: 0 },
});
