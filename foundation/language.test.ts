/** The language of a call: what was asked for wins over what is usual here. */
import { describe, expect, it } from 'vitest';
import { environmentLanguage, helpLanguage, wishedLanguage } from './language.ts';

describe('the language that is wished', () => {
  it.each([
    [[], undefined],
    [['--lang', 'en'], 'en'],
    [['--lang=vi', 'a.pdf'], 'vi'],
    [['--lang', 'en', '--lang', 'vi'], 'vi'],
    [['--lang'], undefined],
    [['--lang', 'fr'], undefined],
    [['--language=en'], undefined],
  ])('is by the arguments %j %s', (argv, language) => {
    expect(wishedLanguage(argv, {})).toBe(language);
  });

  it('is that of CONGVU_LANG where the arguments name none', () => {
    expect(wishedLanguage([], { CONGVU_LANG: 'vi' })).toBe('vi');
    expect(wishedLanguage(['--lang', 'en'], { CONGVU_LANG: 'vi' })).toBe('en');
  });

  it('is none where CONGVU_LANG names none that is known', () => {
    expect(['', 'fr', 'vie', 'C.UTF-8'].map((CONGVU_LANG) => environmentLanguage({ CONGVU_LANG }))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(environmentLanguage({ CONGVU_LANG: 'VI_vn' })).toBe('vi');
  });
});

describe('the language of help', () => {
  it.each([
    [{}, 'en'],
    [{ LANG: 'C.UTF-8' }, 'en'],
    [{ LANG: 'vi_VN.UTF-8' }, 'vi'],
    [{ LC_ALL: 'en_US.UTF-8', LANG: 'vi_VN' }, 'en'],
    [{ LC_ALL: '', LC_MESSAGES: 'vi_VN', LANG: 'en_US' }, 'vi'],
    [{ CONGVU_LANG: 'vi', LANG: 'en_US' }, 'vi'],
  ])('is in %j %s', (environment, language) => {
    expect(helpLanguage([], environment)).toBe(language);
  });

  it('is the one that was asked for', () => {
    expect(helpLanguage(['--lang', 'vi'], { LANG: 'en_US' })).toBe('vi');
  });
});
