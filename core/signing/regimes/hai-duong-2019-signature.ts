/** Hai Duong 2019 on signatures (draft): person, number, agency (article 11.3), placed as circular 01/2019 says (article 11.2). */
import { copyFormsOfDecree110 } from './copy-forms.ts';
import { nd30 } from './nd30-2020.ts';
import type { SigningRegime } from './regime.ts';

/**
 * Articles 12 and 13 of circular 01/2019/TT-BNV: a blue image for the person, a red one at real size for the agency, over
 * about the left third. Decree 30 took that over, so numbers and places are its own. Scanned paper is signed by the agency
 * alone (11.3.a): its place has to be given.
 */
export const haiDuong2019Signature: SigningRegime = Object.freeze<SigningRegime>({
  ...nd30,
  id: 'hai-duong-2019-signature',
  inForceFrom: undefined, // a draft
  order: {
    agencyNeedsPersonal: true, // 11.3.b
    personalBeforeAgency: true, // 11.3.b, c
    earlierMustHold: true, // 12.1
  },
  copyForms: copyFormsOfDecree110, // of copies the text says nothing; the older decree was in force
});
