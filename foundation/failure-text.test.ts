import { describe, expect, it } from 'vitest';
import { failureText, languagesOf } from './failure-text.ts';

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

  it('is broken between words for a terminal, and never inside a quoted command', () => {
    const long = {
      code: 'X',
      message: `${'one '.repeat(14)}two  blanks`,
      hint: 'Run "congvu pki init --dir here" and then look at what it prints.',
      vietnamese: undefined,
    };
    const lines = failureText(long, ['en'], 44).trimEnd().split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(44);
    expect(lines).toContainEqual(expect.stringContaining('"congvu pki init --dir here"'));
    expect(lines.at(-1)).toMatch(/^ {4}\S/);
    expect(lines.map((line) => line.trim()).join(' ')).toBe(
      failureText(long, ['en']).trimEnd().replace('\n  ', ' '),
    );
    expect(failureText(long, ['en'], 20)).toBe(failureText(long, ['en']));
  });

  it('is English once where there are no other words', () => {
    expect(failureText({ ...failure, vietnamese: undefined }, ['vi', 'en'])).toBe(
      'congvu: DOOR_SHUT: the door is shut\n  → Knock.\n',
    );
  });

  it('speaks both where no language is named', () => {
    expect([languagesOf(undefined), languagesOf('en')]).toEqual([['vi', 'en'], ['en']]);
  });
});
