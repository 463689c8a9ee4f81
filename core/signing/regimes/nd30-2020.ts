/** Decree 30/2020/ND-CP, annex I: the layout that Hai Phong's article 14 repeats. */
import { haiPhong2025 } from './hai-phong-2025.ts';
import type { SigningRegime } from './regime.ts';

/** Images: annex I, II.7.d and II.8.a; seal: article 33.1; order: articles 14 to 18 and 32; copies: article 25. */
export const nd30: SigningRegime = Object.freeze<SigningRegime>({
  ...haiPhong2025,
  id: 'nd30-2020',
  inForceFrom: '2020-03-05',
});
