/** All deliberately wrong systems. For every automated requirement there is at least one that it must find out. */
import { wrongPictures } from './signers/pictures.ts';
import { wrongProcedures } from './signers/procedure.ts';
import { wrongTextSigners } from './signers/texts.ts';
import { wrongTokens } from './tokens/wrong-tokens.ts';
import { wrongVerifiers } from './verifiers/checks.ts';
import type { WrongSystem } from './wrong-system.ts';

export const wrongSystems: readonly WrongSystem[] = Object.freeze([
  ...wrongTokens,
  ...wrongPictures,
  ...wrongTextSigners,
  ...wrongProcedures,
  ...wrongVerifiers,
]);
