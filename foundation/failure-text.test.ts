import { describe, expect, it } from 'vitest';
import { failureText, languagesIn, languagesOf } from './failure-text.ts';

const failure = {
  code: 'DOOR_SHUT',
  message: 'the door is shut',
  hint: 'Knock.',
  vietnamese: { message: 'cửa đóng', hint: 'Gõ cửa.' },
};

describe('the text of a failure', () => {
  it('has the code once, and what and what next in each language', () => {
    expect(failureText(failure, ['vi', 'en'])).toBe(
      'congvu: DOOR_SHUT: cửa đóng\n  → Gõ cửa.\n  English: the door is shut\n  → Knock.\n',
    );
    expect(failureText(failure, ['vi'])).toBe('congvu: DOOR_SHUT: cửa đóng\n  → Gõ cửa.\n');
    expect(failureText(failure, ['en'])).toBe('congvu: DOOR_SHUT: the door is shut\n  → Knock.\n');
  });

  it('is English once where there are no other words', () => {
    expect(failureText({ ...failure, vietnamese: undefined }, ['vi', 'en'])).toBe(
      'congvu: DOOR_SHUT: the door is shut\n  → Knock.\n',
    );
  });

  it.each([
    [[], ['vi', 'en']],
    [['--lang', 'en'], ['en']],
    [['--lang=vi', 'a.pdf'], ['vi']],
    [['--lang', 'en', '--lang', 'vi'], ['vi']],
    [['--lang'], ['vi', 'en']],
    [
      ['--lang', 'fr'],
      ['vi', 'en'],
    ],
    [['--language=en'], ['vi', 'en']],
  ])('of the arguments %j speaks %j', (argv, languages) => {
    expect(languagesIn(argv)).toEqual(languages);
  });

  it('speaks both where no language is named', () => {
    expect([languagesOf(undefined), languagesOf('en')]).toEqual([['vi', 'en'], ['en']]);
  });
});
