import { describe, expect, it } from 'vitest';
import { type ReasonCode, reasons } from '../verification/index.ts';
import { neutralReasons } from './vocabulary.ts';

describe('neutralReasons', () => {
  it('gives nothing for what was accepted', () => {
    expect(neutralReasons({ reason: 'OK' })).toEqual([]);
    expect(neutralReasons({})).toEqual([]);
  });

  it('says of a file that was not read why', () => {
    expect(neutralReasons({ detail: { code: 'PDF_ENCRYPTED', values: {} } })).toEqual([
      { kind: 'other', text: 'PDF_ENCRYPTED: Tệp bị mã hóa nên không kiểm tra được chữ ký số.' },
    ]);
  });

  it('puts the code in front of a Vietnamese sentence', () => {
    expect(neutralReasons({ reason: 'AGENCY_SIGNATURE_MISSING' })).toEqual([
      {
        kind: 'agency-signature-missing',
        text: 'AGENCY_SIGNATURE_MISSING: Thiếu chữ ký số của cơ quan, tổ chức ban hành.',
      },
    ]);
    for (const reason of Object.keys(reasons) as ReasonCode[]) {
      for (const { text } of neutralReasons({ reason }))
        expect(text).toBe(`${reason}: ${reasons[reason].sentence.vi}`);
    }
  });
});
