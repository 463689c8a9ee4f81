/** The table of details, the code that uses it and both languages hang together. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../foundation/paths.ts';
import { errorTable } from '../../pdf/reading/index.ts';
import { detailText } from '../report/detail-text.ts';
import { valueKinds } from './detail.ts';
import { changeCodes } from './file.ts';
import { type DetailCode, detail, details } from './index.ts';
import { readerDetails } from './reader.ts';
import { cmsCodes, rangeCodes } from './signature.ts';

const codes = Object.keys(details) as DetailCode[];
const slots = (text: string) =>
  [...text.matchAll(/\{([\w|]+)\}/g)]
    .map(([, slot]) => slot)
    .filter((slot) => slot !== 'said')
    .sort();

describe('the details', () => {
  it('are each used, by name or through a table that covers all of its kind', () => {
    const sources = ['judge', 'chain', 'path', 'revocation', 'bulk'].flatMap((folder) => {
      const path = join(projectRoot, 'core/verification', folder);
      const names = readdirSync(path).filter((name) => /(?<!\.test)\.ts$/.test(name));
      return names.map((name) => readFileSync(join(path, name), 'utf8'));
    });
    const used = new Set<string>([
      ...[...sources.join('').matchAll(/'([A-Z_]+)'/g)].map(([, code = '']) => code),
      ...Object.values(changeCodes),
      ...Object.values(rangeCodes),
      ...Object.values(cmsCodes),
      ...Object.keys(errorTable),
    ]);
    expect(codes.filter((code) => !used.has(code))).toEqual([]);
  });

  it('cover every code of the reader', () => {
    expect(Object.keys(readerDetails)).toEqual(Object.keys(errorTable));
  });

  it.each(codes)('%s says the same in both languages, in composed letters', (code) => {
    const { en, vi } = details[code];
    // A fact's own English words stand for the place and the values there.
    if (!en.includes('{said}')) expect(slots(vi)).toEqual(slots(en));
    expect(vi).toBe(vi.normalize('NFC'));
    expect(vi).not.toContain('{said}');
    for (const slot of slots(vi)) {
      const [, kind] = slot?.split('|') ?? [];
      if (kind !== undefined) expect(valueKinds).toContain(kind);
    }
  });

  it('word times in the zone of Vietnam, signers, reasons and places', () => {
    const until = detail('VALID_UNTIL', { name: 'An', serial: '5a01', at: '2031-03-01T17:00:00.000Z' });
    expect(detailText(until, 'vi')).toBe(
      'chứng thư của An (số 5a01) có hiệu lực đến 2031-03-02 00:00:00 +07:00',
    );
    expect(detailText(until, 'en')).toBe('An (serial 5a01) was valid until 2031-03-02 00:00:00 +07:00');
    const signers = detail('SIGNERS', { wanted: 'person,agency', found: '' });
    expect(detailText(signers, 'vi')).toBe(
      'cần chữ ký theo thứ tự: cá nhân rồi cơ quan, tổ chức; trong tệp có: không có chữ ký',
    );
    const revoked = detail('REVOKED_BECAUSE', { reason: 'keyCompromise' });
    expect(detailText(revoked, 'vi')).toBe('lộ khóa bí mật');
    const page = detail('CHANGE_PAGE', { revision: 3, where: 'page 1 /Contents', said: 'was changed' });
    expect(detailText({ ...page, field: 'A' }, 'vi')).toBe(
      'A: lần lưu thứ 3, trang 1 /Contents: trang bị thay đổi',
    );
    expect(detailText(page, 'en')).toBe('revision 3: page 1 /Contents: was changed');
    const said = 'object 27 is also used by object 60 (and 2 more)';
    const alias = detail('CHANGE_ALIAS', { revision: 6, where: 'catalog', said });
    expect(detailText(alias, 'vi')).toBe(
      'lần lưu thứ 6, danh mục gốc: phần bị thay đổi còn được nội dung đã ký dùng đến (đối tượng 27, 60) (và 2 chỗ khác)',
    );
  });
});
