/** Every complaint of commander that can be met is known, so that none is half English. */
import { Argument, Command, CommanderError, Option } from 'commander';
import { describe, expect, it } from 'vitest';
import { usageMessage } from './usage-message.ts';
import { vietnameseUsage } from './usage-words.ts';

function said(...argv: readonly string[]): string {
  const program = new Command('congvu').exitOverride().configureOutput({ outputError: () => {} });
  const sign = program.command('sign');
  sign
    .addArgument(new Argument('<file>'))
    .requiredOption('--token <uri>')
    .addOption(new Option('--place <place>').conflicts('field'))
    .option('--field <name>')
    .addOption(new Option('--lang <lang>').choices(['vi', 'en']))
    .action(() => undefined);
  try {
    program.parse(['node', 'congvu', ...argv]);
  } catch (error) {
    if (error instanceof CommanderError) return vietnameseUsage(usageMessage(error));
  }
  return 'nothing';
}

const whole = ['sign', 'a.pdf', '--token', 't'];

describe('the Vietnamese words about wrong arguments', () => {
  it.each([
    [[], 'chưa nêu lệnh'],
    [['sgin'], "không có lệnh 'sgin' (có phải là sign?)"],
    [['12345678'], 'không có lệnh này'],
    [['sign', '--token', 't'], "thiếu tham số 'file'"],
    [['sign', 'a.pdf'], "thiếu tùy chọn bắt buộc '--token <uri>'"],
    [['sign', 'a.pdf', '--token'], "tùy chọn '--token <uri>' thiếu giá trị"],
    [[...whole, '--filed', 'x'], "không có tùy chọn '--filed' (có phải là --field?)"],
    [[...whole, '--zzz'], "không có tùy chọn '--zzz'"],
    [[...whole, 'b.pdf'], "thừa tham số cho 'sign': cần 1, nhận được 2"],
    [
      [...whole, '--lang', '13579753'],
      "giá trị của tùy chọn '--lang <lang>' không đúng; chọn một trong: vi, en",
    ],
    [
      [...whole, '--place', 'p', '--field', 'f'],
      "không dùng tùy chọn '--place <place>' cùng với '--field <name>'",
    ],
  ])('of %j are %s', (argv, words) => {
    expect(said(...argv)).toBe(words);
  });

  it('keep a line of another kind behind a Vietnamese beginning', () => {
    expect(vietnameseUsage('something new')).toBe('tham số không đúng: something new');
  });
});
