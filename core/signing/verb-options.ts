/** The options of `congvu sign` and its sisters in both languages. What two verbs share stands here once. */
import type { Command } from 'commander';
import type { Say } from '../../foundation/language.ts';

type OptionRow = readonly [flags: string, description: string, value?: string];

export function addOptions(command: Command, options: readonly OptionRow[]): void {
  for (const option of options) command.option(...option);
}

export const kind = (say: Say): OptionRow => [
  '--as <kind>',
  say(
    'personal, agency, copy, attachment, annex or invisible',
    'loại chữ ký: personal (cá nhân), agency (cơ quan), copy (bản sao), attachment (văn bản kèm theo), annex (phụ lục) hoặc invisible (không hiển thị)',
  ),
];

export const moment = (say: Say): OptionRow => [
  '--at <time>',
  say(
    'take this ISO 8601 moment as now (for rehearsals)',
    'coi thời điểm ISO 8601 này là hiện tại (để chạy thử)',
  ),
];

export const regulation = (say: Say): OptionRow => [
  '--regulation <id>',
  say(
    'whose layout and demands: the ids of verify, or nd30-2020',
    'trình bày và yêu cầu theo văn bản nào: mã như của verify, hoặc nd30-2020',
  ),
  'hai-phong-2025',
];

export const allowPrivate = (say: Say): OptionRow => [
  '--allow-private <hosts>',
  say(
    'as --fetch-from, for hosts whose names lead into the own network or to this machine',
    'như --fetch-from, cho các máy chủ có tên dẫn vào mạng nội bộ hoặc chính máy này',
  ),
];

/** How a signature looks and where it stands. */
export const appearance = (say: Say): readonly OptionRow[] => [
  [
    '--image <png>',
    say(
      'personal: blue signature; agency: red seal; transparent PNG',
      'personal: hình chữ ký màu xanh; agency: hình dấu màu đỏ; tệp PNG nền trong suốt',
    ),
  ],
  [
    '--title <line>',
    say(
      'personal: the title as printed above the signature; " / " between its lines, as of who signs on behalf (KT.)',
      'personal: chức danh của người ký, đúng như in phía trên chữ ký; nhiều dòng thì cách nhau bằng " / ", như "KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC"',
    ),
  ],
  [
    '--name <line>',
    say(
      "personal: the signer's name as printed below it",
      'personal: họ tên của người ký, đúng như in phía dưới chữ ký',
    ),
  ],
  [
    '--place <place>',
    say(
      'where it stands instead: PAGE:LEFT,BOTTOM,WIDTH,HEIGHT in mm',
      'đặt ở vị trí này: PAGE:LEFT,BOTTOM,WIDTH,HEIGHT (trang:trái,dưới,rộng,cao), tính bằng mm',
    ),
  ],
  [
    '--field <name>',
    say(
      'sign this empty signature field of the document, in its place',
      'ký vào ô chữ ký trống này của văn bản, tại chỗ của ô',
    ),
  ],
  [
    '--size-mm <size>',
    say(
      'agency: real size of the seal, as 36 or 36x36',
      'agency: kích thước thật của dấu, như 36 hoặc 36x36',
    ),
  ],
  [
    '--number-fields <where>',
    say(
      'personal: fields for number and date, put in later: found (in the text) or none',
      'personal: ô chờ điền số và ngày: found (tìm chỗ trống trên văn bản) hoặc none (không giữ ô)',
    ),
    'found',
  ],
  [
    '--number-place <place>',
    say(
      'personal: where the number will stand, as --place; for pages without text',
      'personal: chỗ sẽ điền số, viết như --place; dùng cho trang không có chữ',
    ),
  ],
  [
    '--date-place <place>',
    say('personal: where the date will stand, as --place', 'personal: chỗ sẽ điền ngày, viết như --place'),
  ],
  [
    '--copy-form <text>',
    say(
      'copy: form of copy: Sao y, Sao lục or Trích sao',
      'copy: hình thức sao: Sao y, Sao lục hoặc Trích sao',
    ),
  ],
  ['--agency-name <text>', say('copy: name of the copying agency', 'copy: tên cơ quan sao văn bản')],
  [
    '--document-number <text>',
    say(
      'attachment, annex: number and notation of the main document',
      'attachment, annex: số và ký hiệu của văn bản chính',
    ),
  ],
];

/** What the document is. */
export const circumstances = (say: Say): readonly OptionRow[] => [
  [
    '--scanned',
    say(
      'the pages are scanned paper: refuse what is too coarse or without colour',
      'văn bản là bản quét: từ chối trang có độ phân giải quá thấp hoặc không có màu',
    ),
  ],
  [
    '--inter-agency',
    say(
      'several agencies sign in turn: sign behind the seal of another one',
      'văn bản liên ngành, các cơ quan lần lượt ký: ký tiếp sau dấu của cơ quan khác',
    ),
  ],
];

/** What proves the signature to later verifiers. */
export const proof = (say: Say): readonly OptionRow[] => [
  [
    '--time-stamp <url>',
    say('RFC 3161 server for a trusted time', 'máy chủ dấu thời gian theo RFC 3161, để có thời điểm tin cậy'),
  ],
  [
    '--level <level>',
    say(
      'PAdES b-b, b-t, b-lt or b-lta (default: b-t with --time-stamp, else b-b)',
      'mức PAdES: b-b, b-t, b-lt hoặc b-lta (mặc định: b-t nếu có --time-stamp, nếu không thì b-b)',
    ),
  ],
  [
    '--evidence <dir>',
    say(
      'b-lt, b-lta: folder with certificates (.crt), lists (.crl), responses (.ocsp)',
      'b-lt, b-lta: thư mục chứa chứng thư số (.crt), danh sách thu hồi (.crl), trả lời OCSP (.ocsp)',
    ),
  ],
  [
    '--fetch-from <hosts>',
    say(
      'b-lt, b-lta: hosts whose addresses in certificates may be asked, as ca.gov.vn,127.0.0.1:8790',
      'b-lt, b-lta: các máy chủ được phép hỏi theo địa chỉ ghi trong chứng thư số, như ca.gov.vn,127.0.0.1:8790',
    ),
  ],
  allowPrivate(say),
];

/** How it is computed, and under which text. */
export const scheme = (say: Say): readonly OptionRow[] => [
  [
    '--hash <name>',
    say(
      'sha256, sha384 or sha512 (default: sha256; sha384 with a key on P-384; that of an RSA-PSS key with one)',
      'hàm băm: sha256, sha384 hoặc sha512 (mặc định: sha256; khóa trên P-384 thì sha384; khóa RSA-PSS có quy định hàm băm thì theo khóa)',
    ),
  ],
  [
    '--pss',
    say('RSA keys: sign with PSS instead of PKCS#1 v1.5', 'khóa RSA: ký theo PSS thay vì PKCS#1 v1.5'),
  ],
  regulation(say),
  moment(say),
];
