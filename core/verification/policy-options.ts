/** The options of a policy on the command line; `verify-options.ts` reads them. */
import type { Command } from 'commander';
import { environmentLanguage, type Say } from '../../foundation/language.ts';

/** Whom to trust, as of when, by which regulation, in which language. */
export function policyOptions(command: Command, say: Say): Command {
  return command
    .requiredOption(
      '--trust <dir>',
      say(
        'folder with root and intermediate certificates, lists and OCSP responses (.crt, .cer, .pem, .der, .crl, .ocsp)',
        'thư mục chứa chứng thư số gốc và trung gian, danh sách thu hồi, trả lời OCSP (.crt, .cer, .pem, .der, .crl, .ocsp)',
      ),
    )
    .option(
      '--at <time>',
      say(
        'verify as of this ISO 8601 day or moment instead of now; lists dated later than both are not believed, so give a day to come where they are from one on purpose',
        'kiểm tra tại ngày hoặc thời điểm ISO 8601 này thay vì hiện tại; không tin danh sách thu hồi ghi ngày muộn hơn cả hai, nên nếu cố ý dùng danh sách của ngày sau này thì nêu một ngày sau đó',
      ),
    )
    .option(
      '--regulation <id>',
      say(
        'whose demands on signers, order and look; none for any signature; a wrong id lists them all',
        'theo yêu cầu của văn bản nào về người ký, thứ tự và trình bày; none thì chỉ cần chữ ký số hợp lệ; nêu sai mã thì hiện mọi mã',
      ),
      'hai-phong-2025',
    )
    .option(
      '--as <role>',
      say(
        'original, copy, attachment, annex, scanned (paper) or unsealed',
        'vai trò của văn bản: original (bản gốc), copy (bản sao), attachment (văn bản kèm theo), annex (phụ lục), scanned (bản quét) hoặc unsealed (không đóng dấu)',
      ),
      'original',
    )
    .option(
      '--reference-date <day>',
      say(
        "the document's day, 2019-06-01, which decides what texts are in force; else its signing time",
        'ngày văn bản, viết là 2019-06-01, để xét văn bản nào đang có hiệu lực; không nêu thì theo thời điểm ký',
      ),
    )
    .option(
      '--issuer <name>',
      say(
        "the agency that issues the document: another one's signature fails it (may be repeated for several issuers)",
        'cơ quan ban hành văn bản: do cơ quan khác ký thì không hợp lệ (nêu nhiều lần nếu có nhiều cơ quan)',
      ),
      oneMore,
    )
    .option(
      '--issuer-id <id>',
      say(
        'the same by the identifier in its certificate, MDD:… or MST:…',
        'như trên, theo mã định danh trong chứng thư số, MDD:… hoặc MST:…',
      ),
      oneMore,
    )
    .option(
      '--classified',
      say(
        'the document is classified: texts that keep such documents out fail it',
        'văn bản có độ mật: không hợp lệ nếu quy định không cho phép loại văn bản này',
      ),
    )
    .option(
      '--lang <lang>',
      say(
        'language of report, messages and help: vi or en (or set CONGVU_LANG)',
        'ngôn ngữ của báo cáo, thông báo và hướng dẫn: vi hoặc en (hoặc đặt biến CONGVU_LANG)',
      ),
      environmentLanguage(process.env) ?? 'vi',
    );
}

/** For verbs that may ask where certificates say. */
export function hostOption(command: Command, say: Say): Command {
  const oneMoreHost = (host: string, earlier: string | undefined) =>
    earlier === undefined ? host : `${earlier},${host}`;
  return command
    .option(
      '--allow-host <host>',
      say(
        'ask this host for issuers, lists and OCSP where certificates name it (host, host:port or .domain; may be repeated)',
        'được hỏi máy chủ này về nơi cấp, danh sách thu hồi, OCSP khi chứng thư số ghi địa chỉ của nó (host, host:port hoặc .domain; nêu được nhiều lần)',
      ),
      oneMoreHost,
    )
    .option(
      '--allow-private <host>',
      say(
        'as --allow-host, also where the name leads into the own network or to this machine (host or host:port; may be repeated)',
        'như --allow-host, kể cả khi tên máy chủ dẫn vào mạng nội bộ hoặc chính máy này (host hoặc host:port; nêu được nhiều lần)',
      ),
      oneMoreHost,
    );
}

function oneMore(value: string, before: string | undefined): string {
  return before === undefined ? value : `${before}; ${value}`;
}

/** For verbs that have the file at hand. */
export function pageOption(command: Command, say: Say): Command {
  return command.option(
    '--read-text',
    say(
      'read the pages: warn when the head names another agency, the first page bears a secrecy mark, or another name is printed below a signature (slower)',
      'đọc trang: cảnh báo khi phần đầu trang ghi tên cơ quan khác, trang đầu có dấu chỉ độ mật, hoặc họ tên in dưới chữ ký khác với chứng thư (chậm hơn)',
    ),
  );
}
