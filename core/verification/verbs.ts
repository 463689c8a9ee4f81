/** `congvu verify`, `congvu facts`, `congvu judge`: the verdict on signed PDFs, and what it rests on. */
import type { Command } from 'commander';
import type { Say } from '../../foundation/language.ts';
import { exitCodeOf } from './exit-code.ts';
import type { FactsOptions } from './judge-files.ts';
import { hostOption, pageOption, policyOptions } from './policy-options.ts';

export function registerVerificationVerbs(program: Command, say: Say): void {
  const content = [
    '--content <file>',
    say(
      'the files given are signatures (.p7s) beside this file',
      'các tệp được nêu là chữ ký (.p7s) để bên cạnh tệp này',
    ),
  ] as const;
  hostOption(
    pageOption(
      policyOptions(
        program
          .command('verify')
          .description(
            say(
              'verify the signatures of PDF files; exit code 0 only if every file is TOTAL-PASSED; 2 if one cannot be read as a PDF, else 1',
              'kiểm tra chữ ký số của tệp PDF; mã thoát 0 chỉ khi mọi tệp đều TOTAL-PASSED (hợp lệ); 2 nếu có tệp không đọc được như PDF; còn lại là 1',
            ),
          )
          .argument(
            '<file...>',
            say(
              'PDF files, or folders whose *.pdf are meant',
              'tệp PDF, hoặc thư mục (kiểm tra mọi *.pdf trong đó)',
            ),
          ),
        say,
      ),
      say,
    ),
    say,
  )
    .option(
      '--jobs <n>',
      say(
        'threads for several files (default: one a core)',
        'số luồng khi có nhiều tệp (mặc định: mỗi lõi một luồng)',
      ),
    )
    .option(
      '--details',
      say(
        'whole reports of several files instead of one line each',
        'có nhiều tệp thì in cả báo cáo của từng tệp, thay vì mỗi tệp một dòng',
      ),
    )
    .option(
      '--out <file>',
      say(
        'write the reports to this file, one JSON document a line, and print only their sum',
        'ghi báo cáo vào tệp này, mỗi dòng một văn bản JSON, và chỉ in phần tổng hợp',
      ),
    )
    .option(
      '--resume',
      say(
        'with --out: go on with a run that was cut short; files that are unchanged are not verified again',
        'cùng với --out: làm tiếp lần kiểm tra bị gián đoạn; tệp không thay đổi thì không kiểm tra lại',
      ),
    )
    .option(...content)
    .option(
      '--json',
      say(
        'one JSON document; one a line for several files',
        'in một văn bản JSON; có nhiều tệp thì mỗi dòng một văn bản',
      ),
    )
    .action(async (files: string[], options: Record<string, string | boolean | undefined>) => {
      const [{ verifyFiles }, { processTerminal }, { systemClock }] = await Promise.all([
        options.content === undefined
          ? import('./verify-files.ts')
          : import('./verify-detached-files.ts').then((beside) => ({
              verifyFiles: beside.verifyDetachedFiles,
            })),
        import('../../foundation/terminal.ts'),
        import('../../foundation/clock.ts'),
      ]);
      const outcome = await verifyFiles(files, options, processTerminal, systemClock);
      process.exitCode = exitCodeOf[outcome];
    });

  program
    .command('facts')
    .description(
      say(
        'what is in a signed PDF, or in signatures beside a file, without a verdict, as JSON: to be kept, and judged again with congvu judge',
        'dữ kiện của một tệp PDF đã ký, hoặc của chữ ký rời bên cạnh tệp, không kèm kết luận, ở dạng JSON: để lưu lại và đánh giá lại bằng congvu judge',
      ),
    )
    .argument(
      '<files...>',
      say('one PDF file; with --content signatures', 'một tệp PDF; có --content thì là các chữ ký'),
    )
    .option(...content)
    .option(
      '--read-text',
      say(
        'also what the first page says: the agency at its head, a secrecy mark',
        'kèm nội dung đọc được ở trang đầu: cơ quan ghi ở phần đầu trang, dấu chỉ độ mật',
      ),
    )
    .option('--out <file>', say('write them to this file', 'ghi dữ kiện vào tệp này'))
    .option('--force', say('with --out: replace a file that exists', 'cùng với --out: ghi đè tệp có sẵn'))
    .action(async (files: string[], options: FactsOptions) => {
      const [{ printFacts }, { processTerminal }] = await Promise.all([
        import('./judge-files.ts'),
        import('../../foundation/terminal.ts'),
      ]);
      await printFacts(files, options, processTerminal);
    });

  hostOption(
    policyOptions(
      program
        .command('judge')
        .description(
          say(
            'judge stored facts; they are believed as they stand; exit code 0 only for TOTAL-PASSED',
            'đánh giá dữ kiện đã lưu, coi dữ kiện là đúng như đã ghi; mã thoát 0 chỉ khi TOTAL-PASSED (hợp lệ)',
          ),
        )
        .argument('<facts>', say('document written by congvu facts', 'tệp do congvu facts ghi')),
      say,
    ),
    say,
  )
    .option('--json', say('one JSON document', 'in một văn bản JSON'))
    .action(async (facts: string, options: Record<string, string | boolean | undefined>) => {
      const [{ judgeFacts }, { processTerminal }, { systemClock }] = await Promise.all([
        import('./judge-files.ts'),
        import('../../foundation/terminal.ts'),
        import('../../foundation/clock.ts'),
      ]);
      process.exitCode = (await judgeFacts(facts, options, processTerminal, systemClock)) ? 0 : 1;
    });
}
