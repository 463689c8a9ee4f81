/** What stands in messages of signing for a kind of signature, a choice or a size, in both languages. */
import { type Bilingual, both } from '../../../foundation/bilingual.ts';

/** `taken`: what an option takes. */
export function expected(taken: string | Bilingual, got: string): Bilingual {
  const { en, vi } = typeof taken === 'string' ? both(taken, taken) : taken;
  return both(`expected ${en}, got "${got}"`, `phải là ${vi}; nhận được "${got}"`);
}

/** Of `--as`; what is no kind is said as it is. */
export function signingAs(as: string): Bilingual {
  return both(as, kinds[as] ?? as);
}

const kinds: Readonly<Record<string, string>> = {
  personal: 'chữ ký cá nhân',
  agency: 'chữ ký của cơ quan',
  copy: 'bản sao',
  attachment: 'văn bản kèm theo',
  annex: 'phụ lục',
  invisible: 'chữ ký không hiển thị',
  extended: 'việc bổ sung căn cứ cho chữ ký',
};

export const atLevel = (level: string): Bilingual => both(level, `mức ${level}`);

/** Parts of a document's number and date. */
export function numberPart(part: 'number' | 'date' | 'day' | 'month' | 'year'): Bilingual {
  return both(part, parts[part]);
}

const parts = { number: 'số', date: 'ngày, tháng, năm', day: 'ngày', month: 'tháng', year: 'năm' } as const;

/** In millimetres. */
export const sizeWords = (width: number, height: number): Bilingual =>
  both(`${width} by ${height}`, `${width} × ${height}`);

/** Options of which only one can be given. */
export const onlyOne = (one: string, other: string): Bilingual =>
  both(`only one of ${one} and ${other} can be given`, `chỉ nêu một trong hai: ${one} hoặc ${other}`);
