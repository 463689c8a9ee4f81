/** `congvu sign` and its sisters: which options each verb takes. */
import type { Command } from 'commander';
import type { Say } from '../../foundation/language.ts';
import type { Terminal } from '../../foundation/terminal.ts';
import type { VerbOptions } from './options.ts';
import {
  addOptions,
  allowPrivate,
  appearance,
  circumstances,
  kind,
  moment,
  proof,
  regulation,
  scheme,
} from './verb-options.ts';

export function registerSigningVerbs(program: Command, say: Say): void {
  const sign = program
    .command('sign')
    .description(
      say(
        'sign PDF files with the key of a token, in the appearance that a regulation asks for, or files of any kind beside them',
        'ký tệp PDF bằng khóa trong token, chữ ký trình bày theo quy định; hoặc ký tệp bất kỳ, chữ ký để ở tệp bên cạnh',
      ),
    )
    .argument(
      '<file...>',
      say(
        'PDF files, with --detached any files; unlike each other in name when --out is a folder',
        'tệp PDF, có --detached thì là tệp bất kỳ; nếu --out là thư mục thì tên các tệp phải khác nhau',
      ),
    )
    .requiredOption(
      '--token <uri>',
      say('the token, as pkcs11:token=LABEL', 'token, viết là pkcs11:token=LABEL (nhãn của token)'),
    )
    .requiredOption(...kind(say))
    .option(
      '--out <path>',
      say(
        'signed file, or folder for several; needed unless --detached',
        'tệp đã ký, hoặc thư mục nếu ký nhiều tệp; phải nêu, trừ khi có --detached',
      ),
    )
    .option(
      '--detached',
      say(
        'files of any kind: a CAdES signature beside each, as FILE.p7s',
        'tệp bất kỳ: chữ ký CAdES để bên cạnh từng tệp, tên là FILE.p7s',
      ),
    )
    .option(
      '--module <path>',
      say(
        'PKCS#11 module (default: module-path of the URI, then $CONGVU_MODULE)',
        'mô-đun PKCS#11 (mặc định: module-path trong URI, sau đó $CONGVU_MODULE)',
      ),
    )
    .option(
      '--pin <pin>',
      say(
        'PIN; it shows in process lists, so prefer --pin-file or $CONGVU_PIN',
        'mã PIN; người khác thấy được trong danh sách tiến trình, nên dùng --pin-file hoặc $CONGVU_PIN',
      ),
    )
    .option('--pin-file <file>', say('file whose first line is the PIN', 'tệp có dòng đầu là mã PIN'));
  addOptions(sign, appearance(say));
  addOptions(sign, circumstances(say));
  addOptions(sign, proof(say));
  addOptions(sign, scheme(say));
  sign
    .option('--force', say('replace signed files that are already there', 'ghi đè tệp đã ký có sẵn'))
    .option(
      '--resume',
      say(
        'go on with a run that was cut short: what it signed is checked and stays, the others are signed',
        'làm tiếp lần ký bị gián đoạn: tệp đã ký được kiểm tra và giữ nguyên, chỉ ký các tệp còn lại',
      ),
    )
    .option('--json', say('print what was signed as JSON', 'in kết quả ký ở dạng JSON'))
    .action(runs('sign', async () => (await import('./batch/sign-files.ts')).signFiles));

  program
    .command('extend')
    .description(
      say(
        'add to signed PDF files what later verifiers need: time stamps, certificates, lists and responses',
        'bổ sung cho tệp PDF đã ký những căn cứ để sau này còn kiểm tra được: dấu thời gian, chứng thư số, danh sách thu hồi, trả lời OCSP',
      ),
    )
    .argument(
      '<file...>',
      say(
        'signed PDF files; each must be unlike the others in name when --out is a folder',
        'tệp PDF đã ký; nếu --out là thư mục thì tên các tệp phải khác nhau',
      ),
    )
    .requiredOption(
      '--level <level>',
      say(
        'b-t, b-lt or b-lta: every signature of the file is raised to it',
        'b-t, b-lt hoặc b-lta: nâng mọi chữ ký của tệp lên mức này',
      ),
    )
    .requiredOption(
      '--out <path>',
      say('extended file, or folder for several', 'tệp đã bổ sung, hoặc thư mục nếu có nhiều tệp'),
    )
    .option(
      '--time-stamp <url>',
      say(
        'RFC 3161 server; for b-lta, and for signatures without a time stamp',
        'máy chủ dấu thời gian theo RFC 3161; cần cho b-lta và cho chữ ký chưa có dấu thời gian',
      ),
    )
    .option(
      '--evidence <dir>',
      say(
        'folder with certificates (.crt), lists (.crl), responses (.ocsp)',
        'thư mục chứa chứng thư số (.crt), danh sách thu hồi (.crl), trả lời OCSP (.ocsp)',
      ),
    )
    .option(
      '--fetch-from <hosts>',
      say(
        'hosts whose addresses in certificates may be asked, as ca.gov.vn,127.0.0.1:8790',
        'các máy chủ được phép hỏi theo địa chỉ ghi trong chứng thư số, như ca.gov.vn,127.0.0.1:8790',
      ),
    )
    .option(...allowPrivate(say))
    .option(...moment(say))
    .option('--force', say('replace files that are already there', 'ghi đè tệp có sẵn'))
    .option('--json', say('print what was extended as JSON', 'in kết quả ở dạng JSON'))
    .action(runs('extend', async () => (await import('./long-term/extend-files.ts')).extendFiles));

  program
    .command('number')
    .description(
      say(
        'put number and date into a document that the person has signed and the agency has not: fills the fields that "sign --as personal" kept',
        'điền số và ngày vào văn bản mà cá nhân đã ký, cơ quan chưa ký: điền vào các ô mà "sign --as personal" đã giữ',
      ),
    )
    .argument('<file>', say('PDF file', 'tệp PDF'))
    .requiredOption('--out <path>', say('numbered file', 'tệp đã điền số'))
    .option(
      '--number <text>',
      say(
        'number and notation, as 12/QĐ-UBND; where the form prints the notation, 12 is enough',
        'số và ký hiệu, như 12/QĐ-UBND; nếu mẫu in sẵn ký hiệu thì chỉ cần 12',
      ),
    )
    .option('--date <day>', say('date of the document, as 2026-03-10', 'ngày văn bản, viết là 2026-03-10'))
    .option(...regulation(say))
    .option(...moment(say))
    .option('--force', say('replace a file that is already there', 'ghi đè tệp có sẵn'))
    .option('--json', say('print number, date and output as JSON', 'in số, ngày và tệp kết quả ở dạng JSON'))
    .action(runs('number', async () => (await import('./numbering/number-file.ts')).numberFile));

  const prepare = program
    .command('prepare')
    .description(
      say(
        'first phase for slow tokens and servers: write all but the signature, print the digest to sign',
        'bước thứ nhất khi khóa ở máy khác hoặc token chậm: ghi mọi thứ trừ chữ ký, in ra giá trị băm cần ký',
      ),
    )
    .argument(
      '<file>',
      say('PDF file, with --detached a file of any kind', 'tệp PDF, có --detached thì là tệp bất kỳ'),
    )
    .requiredOption(
      '--certificate <file>',
      say(
        "the signer's certificate, in PEM with those of its authorities behind it",
        'chứng thư số của người ký; ở dạng PEM có thể kèm phía sau chứng thư số của nơi cấp',
      ),
    )
    .requiredOption(...kind(say))
    .option(
      '--out <path>',
      say(
        'prepared file; what "complete" needs is written beside it as PATH.json; needed unless --detached',
        'tệp đã chuẩn bị; phần mà "complete" cần được ghi bên cạnh, tên là PATH.json; phải nêu, trừ khi có --detached',
      ),
    )
    .option(
      '--detached',
      say(
        'a file of any kind, which stays as it is: PATH.json only, FILE.p7s.json without --out',
        'tệp bất kỳ, tệp giữ nguyên: chỉ ghi PATH.json, không có --out thì là FILE.p7s.json',
      ),
    );
  addOptions(prepare, appearance(say));
  addOptions(prepare, circumstances(say));
  addOptions(prepare, scheme(say));
  prepare
    .option('--force', say('replace files that are already there', 'ghi đè tệp có sẵn'))
    .option('--json', say('print what was prepared as JSON', 'in kết quả chuẩn bị ở dạng JSON'))
    .action(runs('prepare', async () => (await import('./two-phase/two-phase-files.ts')).prepareFile));

  const complete = program
    .command('complete')
    .description(
      say(
        'second phase: check the signature over the digest and put it into the prepared file',
        'bước thứ hai: kiểm tra chữ ký trên giá trị băm rồi đưa vào tệp đã chuẩn bị',
      ),
    )
    .argument(
      '<file>',
      say(
        'what "prepare" wrote, with its .json beside it; with --detached the file that is signed',
        'tệp do "prepare" ghi, tệp .json vẫn ở bên cạnh; có --detached thì là chính tệp cần ký',
      ),
    )
    .requiredOption(
      '--signature <file>',
      say(
        'the signature as the key gave it; of ECDSA as DER',
        'chữ ký đúng như khóa trả ra; ECDSA thì ở dạng DER',
      ),
    )
    .option(
      '--out <path>',
      say('signed file; needed unless --detached', 'tệp đã ký; phải nêu, trừ khi có --detached'),
    )
    .option(
      '--detached',
      say(
        'the signature goes to PATH, or FILE.p7s; what "prepare --detached" wrote stands there as .json',
        'ghi chữ ký vào PATH, hoặc FILE.p7s; ở đó đã có tệp .json do "prepare --detached" ghi',
      ),
    );
  addOptions(complete, proof(say));
  complete
    .option(...moment(say))
    .option('--force', say('replace a file that is already there', 'ghi đè tệp có sẵn'))
    .option('--json', say('print what was signed as JSON', 'in kết quả ký ở dạng JSON'))
    .action(runs('complete', async () => (await import('./two-phase/two-phase-files.ts')).completeFile));
}

type Run<Input> = (input: Input, options: VerbOptions, terminal: Terminal) => Promise<void>;

/** What a verb does is loaded when it is called: nobody else waits for it. */
function runs<Input>(verb: string, load: () => Promise<Run<Input>>) {
  return async (input: Input, options: VerbOptions): Promise<void> => {
    const [run, { spoken }, { processTerminal }] = await Promise.all([
      load(),
      import('./words/spoken.ts'),
      import('../../foundation/terminal.ts'),
    ]);
    await spoken(verb, processTerminal, (terminal) => run(input, options, terminal));
  };
}
