/** Dak Nong 2022: the agency signs what the authorised person has signed (articles 16.5 and 16.6), as PDF (article 3.1). */
import { nd30 } from './nd30-2020.ts';
import type { SigningRegime } from './regime.ts';

/** Of images, places and texts it says nothing: they are as in decree 30. */
export const dakNong2022: SigningRegime = Object.freeze<SigningRegime>({
  ...nd30,
  id: 'dak-nong-2022',
  inForceFrom: '2022-12-20',
  order: {
    agencyNeedsPersonal: true, // 16.5
    personalBeforeAgency: true, // 16.5
    earlierMustHold: true, // 12.2
  },
});
