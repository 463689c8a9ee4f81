/** Names printed below signatures against those of the certificates. */
import { describe, expect, it } from 'vitest';
import type { SignatureReport } from '../report.ts';
import { printedNameFindings } from './printed-name.ts';

function differs(printed: string, name: string): boolean {
  const page = {
    kind: 'read',
    lines: 9,
    head: [],
    secrecyMark: null,
    printedNames: [{ field: 'A', name: printed }],
  } as const;
  const signer: Partial<SignatureReport['signer']> = { kind: 'person', name };
  const report: Partial<SignatureReport> = { field: 'A', signer: signer as SignatureReport['signer'] };
  const found = printedNameFindings(page, [report as SignatureReport]);
  for (const { code } of found) expect(code).toBe('PRINTED_NAME_DIFFERS');
  return found.length > 0;
}

describe('a name below a signature', () => {
  it.each([
    ['Nguyễn Văn An', 'Nguyễn Văn An'],
    ['NGUYỄN VĂN AN', 'Nguyễn Văn An'],
    ['PGS. TS. Nguyễn Văn An', 'Nguyễn Văn An'],
    ['Đặng Thị Bích Ngọc', 'Dang Thi Bich Ngoc'],
    ['TS. Đặng Thị Bích Ngọc', 'DANG THI BICH NGOC'],
  ])('%s is that of the certificate of %s', (printed, name) => expect(differs(printed, name)).toBe(false));

  it.each([
    ['Nguyễn Văn Ân', 'Nguyễn Văn An'],
    ['Nguyen Van An', 'Nguyễn Văn An'],
    ['Trần Văn An', 'Nguyen Van An'],
    ['Nguyễn Văn Anh', 'Nguyen Van An'],
  ])('%s is not that of the certificate of %s', (printed, name) => expect(differs(printed, name)).toBe(true));
});
