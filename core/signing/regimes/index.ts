/** The legal regimes whose signatures can be made. */
import { fail } from '../errors.ts';
import { daNang2014 } from './da-nang-2014.ts';
import { dakNong2022 } from './dak-nong-2022.ts';
import { haiDuong2019OneStop } from './hai-duong-2019-onestop.ts';
import { haiDuong2019Signature } from './hai-duong-2019-signature.ts';
import { haiPhong2025 } from './hai-phong-2025.ts';
import { nd30 } from './nd30-2020.ts';
import type { SigningRegime } from './regime.ts';
import { sonLa2021 } from './son-la-2021.ts';

export type { AppearanceKind, ImageRule, SigningRegime } from './regime.ts';

const anyImage = { colour: undefined, colourShare: 0, transparentShare: 0 };

/**
 * The layout of Hai Phong without its demands: for making documents that break a rule on purpose, and for agencies
 * whose regulation is not here. What is technically impossible is still refused.
 */
const none: SigningRegime = Object.freeze<SigningRegime>({
  ...haiPhong2025,
  id: 'none',
  pdfVersion: '1.0',
  certificates: { ...haiPhong2025.certificates, kindFor: {}, mustBeInTerm: false },
  order: { agencyNeedsPersonal: false, personalBeforeAgency: false, earlierMustHold: false },
  images: { ...haiPhong2025.images, personal: anyImage, agency: anyImage },
  copyForms: undefined,
  seal: { ...haiPhong2025.seal, leastMm: 1, mostMm: 200, proportionTolerance: Number.POSITIVE_INFINITY },
});

export const regimes: readonly SigningRegime[] = Object.freeze([
  haiPhong2025,
  nd30,
  daNang2014,
  sonLa2021,
  dakNong2022,
  haiDuong2019Signature,
  haiDuong2019OneStop,
  none,
]);

/** What the decree was called here before it had the id that verification uses. */
const otherNames: Readonly<Record<string, string>> = { 'decree-30-2020': nd30.id };

/** Ids are those of verification. Throws SIGN_REGULATION_UNKNOWN. */
export function regimeOf(regulation: string): SigningRegime {
  const wanted = otherNames[regulation] ?? regulation;
  const regime = regimes.find(({ id }) => id === wanted);
  if (regime === undefined) {
    throw fail('SIGN_REGULATION_UNKNOWN', { regulation, known: regimes.map(({ id }) => id).join(', ') });
  }
  return regime;
}
