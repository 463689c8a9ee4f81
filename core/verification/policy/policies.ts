/** The policies of all texts, by id. */
import { daNang2014 } from './da-nang-2014.ts';
import { dakNong2022 } from './dak-nong-2022.ts';
import { haiDuong2019OneStop } from './hai-duong-2019-onestop.ts';
import { haiDuong2019Signature } from './hai-duong-2019-signature.ts';
import { haiPhong2025 } from './hai-phong-2025.ts';
import { law20 } from './national/law20-2023.ts';
import { nd30 } from './national/nd30-2020.ts';
import { nd68 } from './national/nd68-2024.ts';
import { nd130 } from './national/nd130-2018.ts';
import { tt01 } from './national/tt01-2019-bnv.ts';
import { tt41 } from './national/tt41-2017.ts';
import type { RegulationPolicy, TextPolicy } from './regulation.ts';
import { sonLa2021 } from './son-la-2021.ts';
import type { RegulationTextId } from './texts.ts';

export const regulationPolicies: Readonly<Record<RegulationTextId, RegulationPolicy>> = Object.freeze({
  'da-nang-2014': daNang2014,
  'son-la-2021': sonLa2021,
  'dak-nong-2022': dakNong2022,
  'hai-phong-2025': haiPhong2025,
  'hai-duong-2019-signature': haiDuong2019Signature,
  'hai-duong-2019-onestop': haiDuong2019OneStop,
});

/** In the order in which a report lists them. */
export const nationalPolicies: readonly TextPolicy[] = Object.freeze([law20, nd130, nd30, nd68, tt01, tt41]);

/**
 * `nd30-2020`: an administrative document by the national texts alone, of whichever province. `none`: one good signature of
 * anybody trusted is enough, and only national texts are looked at.
 */
export const regulationIds = Object.freeze([
  'da-nang-2014',
  'son-la-2021',
  'dak-nong-2022',
  'hai-phong-2025',
  'hai-duong-2019-signature',
  'hai-duong-2019-onestop',
  'nd30-2020',
  'none',
] as const satisfies readonly (RegulationTextId | 'nd30-2020' | 'none')[]);
export type RegulationId = (typeof regulationIds)[number];
