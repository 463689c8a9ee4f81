/** What the verbs of vendors and engineers do, for the list of all verbs in Vietnamese: their own help is English. */
import type { Command } from 'commander';

export const vendorVerbs: Readonly<Record<string, string>> = {
  emulator: 'chạy bộ giả lập token',
  token: 'quản lý token của bộ giả lập đang chạy',
  adapter: 'nói giao thức của bộ kiểm thử qua stdin và stdout, thay cho sản phẩm: phần mềm tham chiếu',
  certify:
    'chứng nhận một sản phẩm theo các quy chế mà sản phẩm khai; không nêu sản phẩm thì là phần mềm tham chiếu',
  replay: 'chạy lại một lỗi: thư mục bằng chứng của báo cáo, hoặc tệp counterexample.json trong đó',
  regulations: 'các văn bản yêu cầu gì và được kiểm thế nào',
  bench:
    'đo tốc độ so với phần mềm tương đương trong cùng lần đo; mọi kịch bản, hoặc những kịch bản được nêu',
};

/** Only in the list: behind `congvu token --help` everything is English. */
export function summariseVendorVerbs(program: Command): void {
  for (const verb of program.commands) verb.summary(vendorVerbs[verb.name()] ?? verb.summary());
}
