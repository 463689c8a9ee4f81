/** Decree 30/2020/ND-CP, annex I: the layout that Hai Phong's article 14 repeats. */
import { haiPhong2025 } from './hai-phong-2025.ts';
import type { SigningRegime } from './regime.ts';

export const decree30: SigningRegime = Object.freeze<SigningRegime>({
  ...haiPhong2025,
  id: 'decree-30-2020',
  inForceFrom: '2020-03-05',
});
