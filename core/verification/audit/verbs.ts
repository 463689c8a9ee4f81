/** `congvu audit`: an archive in, a report out. */
import type { Command } from 'commander';
import type { Say } from '../../../foundation/language.ts';
import { exitCodeOf } from '../exit-code.ts';
import { hostOption, pageOption, policyOptions } from '../policy-options.ts';

export function registerAuditVerbs(program: Command, say: Say): void {
  hostOption(
    pageOption(
      policyOptions(
        program
          .command('audit')
          .description(
            say(
              'verify an archive of signed PDFs and report by document and by article; exit code 0 only if every document passed, 2 if one could not be read as a PDF, else 1. The page is in both languages, --lang is that of the spreadsheet and the terminal',
              'kiểm tra kho văn bản PDF đã ký, báo cáo theo từng văn bản và từng điều; mã thoát 0 chỉ khi mọi văn bản đều hợp lệ, 2 nếu có văn bản không đọc được như PDF, còn lại là 1. Trang báo cáo có cả hai ngôn ngữ, --lang là ngôn ngữ của bảng tính và của màn hình',
            ),
          )
          .argument(
            '<dir>',
            say('folder of the archive; its subfolders count', 'thư mục của kho, tính cả thư mục con'),
          ),
        say,
      ),
      say,
    ),
    say,
  )
    .option('--out <dir>', say('folder of the report', 'thư mục để ghi báo cáo'), 'congvu-audit')
    .option(
      '--resume',
      say(
        'go on with an audit that was cut short; unchanged documents are not verified again',
        'làm tiếp lần kiểm tra bị gián đoạn; văn bản không thay đổi thì không kiểm tra lại',
      ),
    )
    .option('--jobs <n>', say('threads (default: one a core)', 'số luồng (mặc định: mỗi lõi một luồng)'))
    .option('--json', say('print audit.json', 'in nội dung audit.json'))
    .action(async (dir: string, options: Record<string, string | boolean | undefined>) => {
      const [{ runAudit }, { processTerminal }, { systemClock }] = await Promise.all([
        import('./run-audit.ts'),
        import('../../../foundation/terminal.ts'),
        import('../../../foundation/clock.ts'),
      ]);
      const outcome = await runAudit(dir, options, processTerminal, systemClock);
      process.exitCode = exitCodeOf[outcome];
    });
}
