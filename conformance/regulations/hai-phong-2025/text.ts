/** The Hai Phong draft of 2025 on public-duty digital signatures: what it is, its known defects, its records and properties. */
import type { Workbench } from '../../material/workbench.ts';
import type { Requirement } from '../record.ts';
import type { RegulationText } from '../text.ts';
import { articles, chapters } from './contents.ts';
import { defects } from './defects.ts';
import { haiPhongProperties } from './properties.ts';
import { qc01 } from './qc-01.ts';
import { qc02 } from './qc-02.ts';
import { qc03 } from './qc-03.ts';
import { qc04 } from './qc-04.ts';
import { qc05 } from './qc-05.ts';
import { qc06 } from './qc-06.ts';
import { qc07 } from './qc-07.ts';
import { qc08 } from './qc-08.ts';
import { qc09 } from './qc-09.ts';
import { qc10 } from './qc-10.ts';
import { qc11 } from './qc-11.ts';
import { qc12 } from './qc-12.ts';
import { qc13 } from './qc-13.ts';
import { qc14 } from './qc-14.ts';
import { qc15 } from './qc-15.ts';
import { qc16 } from './qc-16.ts';
import { qc17 } from './qc-17.ts';
import { qc18 } from './qc-18.ts';
import { qc19 } from './qc-19.ts';
import { qc20 } from './qc-20.ts';
import { qc21 } from './qc-21.ts';
import { qc22 } from './qc-22.ts';

const requirements: readonly Requirement[] = Object.freeze(
  [
    [qc01, qc02, qc03, qc04, qc05, qc06, qc07],
    [qc08, qc09, qc10, qc11, qc12, qc13, qc14, qc15, qc16],
    [qc17, qc18, qc19, qc20, qc21],
    [qc22],
  ].flat(2),
);

export const haiPhong2025: RegulationText<Workbench> = Object.freeze({
  id: 'hai-phong-2025',
  title: {
    en: 'Hai Phong: regulation on managing and using public-duty digital signatures and certificates (draft, 2025)',
    vi: 'Hải Phòng: Quy chế về quản lý, sử dụng chữ ký số và chứng thư chữ ký số chuyên dùng công vụ (dự thảo, 2025)',
  },
  // Number and date of the decision are blank in the text: it has not been issued in this form.
  status: 'draft',
  dates: {},
  source: {
    sha256: '5b56a4b83239b687ad41543ac8ab733b9eefb06dd2ae8b762daec2cee172ce6b',
    note: {
      en: 'Plain text of the draft without the issuing decision, UTF-8, 26,360 bytes. Not part of this repository.',
      vi: 'Bản chữ của dự thảo, không kèm quyết định ban hành, UTF-8, 26.360 byte. Không nằm trong kho mã này.',
    },
  },
  defects,
  chapters,
  articles,
  requirements,
  properties: haiPhongProperties,
});
