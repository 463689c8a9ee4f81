/** Son La 2021: refers to national texts for whatever a signer has to know of images, order and clerk (article 5.2). */
import { nd30 } from './nd30-2020.ts';
import type { SigningRegime } from './regime.ts';

/** Of its own it says only who certifies (article 7): everything else is as in decree 30. */
export const sonLa2021: SigningRegime = Object.freeze<SigningRegime>({
  ...nd30,
  id: 'son-la-2021',
  inForceFrom: '2021-07-10',
});
