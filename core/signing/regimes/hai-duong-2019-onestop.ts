/** Hai Duong 2019 on the one-stop shop (draft): does not mention signatures, and files come from citizens too. */
import { copyFormsOfDecree110 } from './copy-forms.ts';
import { nd30 } from './nd30-2020.ts';
import type { SigningRegime } from './regime.ts';

/** Looks as in decree 30. As in verification, who signs first, and whether both do, is not asked. */
export const haiDuong2019OneStop: SigningRegime = Object.freeze<SigningRegime>({
  ...nd30,
  id: 'hai-duong-2019-onestop',
  inForceFrom: undefined, // a draft
  order: { agencyNeedsPersonal: false, personalBeforeAgency: false, earlierMustHold: true },
  copyForms: copyFormsOfDecree110,
});
