/** A refusal in Vietnamese is Vietnamese throughout, also in what is filled in. */
import { describe, expect, it } from 'vitest';
import { CongvuError } from '../../../foundation/error.ts';
import { hashNamed } from '../cms/scheme.ts';
import { httpAddress, jobsFor, levelOf } from '../options.ts';
import { signRequest } from '../sign-request.ts';
import { refusalLines, toldRefusal } from './refusal.ts';
import { signingAs } from './wording.ts';

function refusedBy(run: () => unknown): CongvuError {
  try {
    run();
  } catch (error) {
    if (error instanceof CongvuError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

const asked = (options: Record<string, string>) => () =>
  signRequest(['a.pdf'], { token: 'pkcs11:token=a', out: 'b.pdf', as: 'personal', ...options }, {});

describe('a refusal', () => {
  it.each([
    [asked({ as: 'chief' }), '--as: phải là personal, agency, copy, attachment, annex'],
    [asked({ as: 'agency', image: '' }), 'cần có cho chữ ký của cơ quan'],
    [asked({ sizeMm: '3' }), '--size-mm: chỉ dấu mới có kích thước thật'],
    [() => hashNamed('sha3'), '--hash: phải là sha256, sha384, sha512; nhận được "sha3"'],
    [() => levelOf('b-x', ['b-b']), '--level: phải là '],
    [() => httpAddress('ftp://x'), '--time-stamp: "ftp://x" không phải địa chỉ http'],
    [
      () => jobsFor(['a.pdf', 'b.pdf'], 'c.pdf', { force: false }),
      '--out: nhiều tệp phải ghi vào một thư mục',
    ],
  ])('says in Vietnamese what was filled in as well: %#', (run, words) => {
    expect(refusedBy(run).vietnamese?.message).toContain(words);
  });

  const error = refusedBy(() => hashNamed('sha3'));

  it('of one file among several is a line in each language', () => {
    const [first, second] = refusalLines('a.pdf', error, undefined);
    expect(first).toMatch(/^a\.pdf: SIGN_OPTION_INVALID: --hash: phải là /);
    expect(second).toMatch(/^ {2}--hash: expected /);
    expect(refusalLines('a.pdf', error, 'en')).toEqual([expect.stringContaining('expected')]);
    expect(refusalLines('a.pdf', error, 'vi')).toHaveLength(1);
  });

  it('holds both languages in --json, with what stood there before', () => {
    const { code, message, hint, vietnamese } = error;
    expect(toldRefusal(error)).toEqual({ code, message, hint, vietnamese });
    expect(toldRefusal(new CongvuError('X', 2, 'm', 'h'))).toEqual({ code: 'X', message: 'm', hint: 'h' });
  });

  it('says a kind that does not exist as it was given', () => {
    expect(signingAs('chief')).toEqual({ en: 'chief', vi: 'chief' });
  });
});
