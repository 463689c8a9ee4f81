/** What commander says about wrong arguments, in Vietnamese: made from the English line, which holds no value any more. */

/** `line`: as `usageMessage` gives it. Names of verbs, arguments and options stay as they are. */
export function vietnameseUsage(line: string): string {
  for (const [pattern, words] of rows) {
    const found = pattern.exec(line);
    if (found === null) continue;
    return words
      .replace(/\{(\d)\}/g, (_, group: string) => found[Number(group)] ?? '')
      .concat(guess(found.groups?.near));
  }
  return `tham số không đúng: ${line}`;
}

function guess(near: string | undefined): string {
  return near === undefined ? '' : ` (có phải là ${near}?)`;
}

const meant = String.raw`(?: ?\(Did you mean (?:one of )?(?<near>[^?]*)\?\))?$`;

const rows: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/^a verb is missing$/, 'chưa nêu lệnh'],
  [new RegExp(`^unknown command ('.*?')${meant}`), 'không có lệnh {1}'],
  [/^unknown command$/, 'không có lệnh này'],
  [new RegExp(`^unknown option ('.*?')${meant}`), 'không có tùy chọn {1}'],
  [/^missing required argument ('.*')$/, 'thiếu tham số {1}'],
  [/^required option ('.*') not specified$/, 'thiếu tùy chọn bắt buộc {1}'],
  [/^option ('.*') argument missing$/, 'tùy chọn {1} thiếu giá trị'],
  [/^option ('.*?') cannot be used with option ('.*?')$/, 'không dùng tùy chọn {1} cùng với {2}'],
  [
    /^option ('.*?') (?:argument|value)? ?is invalid(?: from env .*)?\. Allowed choices are (.*)\.$/,
    'giá trị của tùy chọn {1} không đúng; chọn một trong: {2}',
  ],
  [
    /^too many arguments(?: for ('.*?'))?\. Expected (\d+) arguments? but got (\d+)\.$/,
    'thừa tham số cho {1}: cần {2}, nhận được {3}',
  ],
];
