/** The words for signing on behalf, as titles have them and as other words begin. */
import { describe, expect, it } from 'vitest';
import { onBehalfIn, titleLines } from './on-behalf.ts';

describe('on behalf', () => {
  it.each([
    ['KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC', { form: 'KT.', of: 'GIÁM ĐỐC' }],
    ['TL. GIÁM ĐỐC\nCHÁNH VĂN PHÒNG', { form: 'TL.', of: 'GIÁM ĐỐC' }],
    ['TUQ.GIÁM ĐỐC', { form: 'TUQ.', of: 'GIÁM ĐỐC' }],
    ['TM. ỦY BAN NHÂN DÂN'.normalize('NFD'), { form: 'TM.', of: 'ỦY BAN NHÂN DÂN' }],
    ['Q. GIÁM ĐỐC', { form: 'Q.', of: 'GIÁM ĐỐC' }],
    ['kt. giám đốc', { form: 'KT.', of: 'giám đốc' }],
  ])('is %s', (title, expected) => {
    expect(onBehalfIn(title)).toEqual(expected);
  });

  it.each(['GIÁM ĐỐC', 'KTS. GIÁM ĐỐC', 'TS. Nguyễn Văn An', 'KT GIÁM ĐỐC', 'KT.', 'QUYỀN GIÁM ĐỐC', ''])(
    'is not %s',
    (title) => expect(onBehalfIn(title)).toBeUndefined(),
  );

  it('has its lines apart, and keeps a stroke inside a word', () => {
    expect(titleLines('KT. TRƯỞNG PHÒNG HC/TH / PHÓ TRƯỞNG PHÒNG')).toEqual([
      'KT. TRƯỞNG PHÒNG HC/TH',
      'PHÓ TRƯỞNG PHÒNG',
    ]);
  });
});
