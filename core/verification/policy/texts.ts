/** The texts that a verdict may cite: what they are called, and from when to when they are in force. */
import type { Bilingual } from '../../../foundation/bilingual.ts';

export interface Text {
  readonly name: Bilingual;
  /** First and last day in force in Vietnam, `2024-08-15`; left out: none that is known. A draft has neither. */
  readonly from?: string;
  readonly until?: string;
  readonly draft?: true;
}

export const regulationTexts = {
  'da-nang-2014': {
    name: { vi: 'Quy chế Đà Nẵng 2014', en: 'Da Nang regulation 2014' },
    from: '2014-12-31',
  },
  'son-la-2021': {
    name: { vi: 'Quy chế Sơn La 2021', en: 'Son La regulation 2021' },
    from: '2021-07-10',
  },
  'dak-nong-2022': {
    name: { vi: 'Quy chế Đắk Nông 2022', en: 'Dak Nong regulation 2022' },
    from: '2022-12-20',
  },
  'hai-phong-2025': {
    name: { vi: 'Quy chế Hải Phòng 2025 (dự thảo)', en: 'Hai Phong regulation 2025 (draft)' },
    draft: true,
  },
  'hai-duong-2019-signature': {
    name: {
      vi: 'Quy chế chữ ký số Hải Dương 2019 (dự thảo)',
      en: 'Hai Duong regulation on signatures 2019 (draft)',
    },
    draft: true,
  },
  'hai-duong-2019-onestop': {
    name: {
      vi: 'Quy chế một cửa điện tử Hải Dương 2019 (dự thảo)',
      en: 'Hai Duong regulation on the one-stop shop 2019 (draft)',
    },
    draft: true,
  },
} as const satisfies Record<string, Text>;

export const nationalTexts = {
  'law20-2023': {
    name: { vi: 'Luật Giao dịch điện tử 2023', en: 'Law on Electronic Transactions 2023' },
    from: '2024-07-01',
  },
  'nd130-2018': {
    name: { vi: 'Nghị định 130/2018/NĐ-CP', en: 'Decree 130/2018/ND-CP' },
    from: '2018-11-15',
    // Decree 68 takes over what it says about the government CA; the rest ended on 2025-04-10.
    until: '2024-08-14',
  },
  'nd30-2020': {
    name: { vi: 'Nghị định 30/2020/NĐ-CP', en: 'Decree 30/2020/ND-CP' },
    from: '2020-03-05',
  },
  'nd68-2024': {
    name: { vi: 'Nghị định 68/2024/NĐ-CP', en: 'Decree 68/2024/ND-CP' },
    from: '2024-08-15',
  },
  'tt01-2019-bnv': {
    name: { vi: 'Thông tư 01/2019/TT-BNV', en: 'Circular 01/2019/TT-BNV' },
    from: '2019-03-10',
  },
  'tt41-2017': {
    name: { vi: 'Thông tư 41/2017/TT-BTTTT', en: 'Circular 41/2017/TT-BTTTT' },
    from: '2018-02-05',
  },
} as const satisfies Record<string, Text>;

export type RegulationTextId = keyof typeof regulationTexts;
export type TextId = RegulationTextId | keyof typeof nationalTexts;

export const texts: Readonly<Record<TextId, Text>> = Object.freeze({ ...regulationTexts, ...nationalTexts });

/** `day` as `2026-03-02`. A draft counts whatever the day: who names it wants to be judged by it. */
export function inForce(text: TextId, day: string): boolean {
  const { from, until } = texts[text];
  return (from === undefined || day >= from) && (until === undefined || day <= until);
}
