/** Article 12, restoring a token that its subscriber holds: when it is locked, who unlocks it, how fast, and what stays on it. */

import { automated, records } from '../authoring.ts';
import { byReference, plainObligation } from './level-reasons.ts';
import { awaitsRegistry } from './who.ts';

const limitDoubt = {
  en: 'No text states how many wrong PINs lock a token: the number is the one that the vendor declares in the target file or, for a token named on the command line, with --retry-limit; where nobody declares one it is the default of the suite, and the report says so. The test stops one try after it.',
  vi: 'Không văn bản nào nêu nhập sai mật khẩu bao nhiêu lần thì thiết bị khóa: con số lấy theo khai báo của nhà cung cấp trong tệp mô tả sản phẩm hoặc, với thiết bị nêu trên dòng lệnh, theo --retry-limit; nếu không ai khai báo thì dùng giá trị mặc định của bộ kiểm thử và báo cáo nêu rõ điều đó. Phép thử dừng sau đó một lần.',
};
const restoreDoubt = {
  en: 'In PKCS#11 terms the restoring body is the security officer (SO); a token restored only by a vendor tool declares that, and the row is then not applicable to it by machine.',
  vi: 'Theo thuật ngữ PKCS#11, cơ quan khôi phục là vai trò quản trị an toàn (SO); thiết bị chỉ khôi phục được bằng công cụ của nhà cung cấp thì phải khai báo, khi đó máy không áp dụng yêu cầu này cho thiết bị.',
};

const deviceDoubt = {
  en: 'Follows from what restoring is; the regulation asks nothing of the device itself.',
  vi: 'Suy ra từ việc khôi phục; Quy chế không quy định trực tiếp đối với thiết bị.',
};

export const qc12 = records('hai-phong-2025/qc-12', {
  'k1.1': {
    asks: {
      en: 'A token locks when a wrong PIN has been given as often as its limit allows, and then refuses the right one too.',
      vi: 'Thiết bị bị khóa khi nhập sai mật khẩu đến số lần giới hạn của thiết bị và khi đó từ chối cả mật khẩu đúng.',
    },
    actor: 'subscriber',
    level: 'must',
    levelReason: {
      en: 'The cases of restoration, prescribed by reference, presuppose a token that locks.',
      vi: 'Các trường hợp khôi phục, được quy định qua dẫn chiếu, mặc nhiên coi rằng thiết bị có cơ chế tự khóa.',
    },
    capability: 'token',
    borrows: [
      {
        text: 'nd68-2024',
        article: '22.1',
        textKnown: false,
        note: { en: 'own words not known to us', vi: 'chúng tôi chưa được đọc nguyên văn' },
      },
      {
        text: 'nd130-2018',
        article: '73.1.a',
        note: {
          en: 'the older decree: the device locks, the CA sets the number',
          vi: 'nghị định cũ: thiết bị tự khóa, số lần do tổ chức chứng thực ấn định',
        },
      },
    ],
    doubts: [limitDoubt],
    testability: automated,
  },
  'k1.2': {
    asks: {
      en: 'Guesses made while changing the PIN count as wrong PINs.',
      vi: 'Các lần đoán mật khẩu qua chức năng đổi mật khẩu cũng được tính là nhập sai.',
    },
    actor: 'subscriber',
    level: 'should',
    levelReason: {
      en: 'A lock with a way round it is none; but no text that is cited speaks of the function that changes a PIN, so it is a recommendation.',
      vi: 'Cơ chế khóa mà lách được thì coi như không có; nhưng không văn bản nào được dẫn nói đến chức năng đổi mật khẩu, nên đây chỉ là khuyến nghị.',
    },
    capability: 'token',
    borrows: [{ text: 'nd68-2024', article: '22.1', textKnown: false }],
    doubts: [limitDoubt],
    testability: automated,
  },
  'k1.3': {
    asks: {
      en: "Wrong user PINs do not use up the restoring body's tries.",
      vi: 'Nhập sai mật khẩu người dùng không làm mất số lần thử của cơ quan khôi phục.',
    },
    actor: 'subscriber',
    level: 'should',
    levelReason: {
      en: 'Otherwise a locked token could not be restored as clause 2 orders; but no text that is cited speaks of separate counters, so it is a recommendation.',
      vi: 'Nếu không, thiết bị đã khóa sẽ không thể khôi phục theo trình tự của khoản 2; nhưng không văn bản nào được dẫn nói đến bộ đếm riêng, nên đây chỉ là khuyến nghị.',
    },
    capability: 'token',
    borrows: [{ text: 'nd68-2024', article: '22.1', textKnown: false }],
    doubts: [
      limitDoubt,
      {
        en: 'Some tokens (TPM) have one counter for all roles; no text forbids that, but on such a token the restoring body is locked out as well, and the row warns of it.',
        vi: 'Một số thiết bị (TPM) dùng chung một bộ đếm cho mọi vai trò; không văn bản nào cấm, nhưng trên thiết bị như vậy cơ quan khôi phục cũng bị khóa theo, nên kết quả là cảnh báo.',
      },
    ],
    testability: automated,
  },
  'k1.4': {
    asks: {
      en: 'A request to restore comes in one of the cases of the decree, with the dossier that it names.',
      vi: 'Yêu cầu khôi phục thuộc trường hợp và có hồ sơ theo nghị định.',
    },
    actor: 'managing-agency',
    level: 'must',
    levelReason: byReference,
    capability: 'registry',
    borrows: [{ text: 'nd68-2024', article: '22.1, 22.2', textKnown: false }],
    testability: awaitsRegistry(
      'file requests with each part of the dossier left out',
      'nộp yêu cầu thiếu lần lượt từng thành phần hồ sơ',
    ),
  },
  'k2.a.1': {
    asks: {
      en: 'For a PKI Token the managing agency sends the department a written request on form 06.',
      vi: 'Với PKI Token, cơ quan quản lý trực tiếp gửi Sở văn bản đề nghị theo Mẫu số 06.',
    },
    actor: 'managing-agency',
    level: 'must',
    levelReason: plainObligation,
    capability: 'registry',
    borrows: [{ text: 'nd68-2024', article: 'annex, form 06' }],
    testability: awaitsRegistry(
      'file by the subscriber, by the managing agency, with and without form 06',
      'nộp bởi thuê bao, bởi cơ quan quản lý trực tiếp, có và không có Mẫu số 06',
    ),
  },
  'k2.b.1': {
    asks: {
      en: 'The department restores the token within one working day of a valid request.',
      vi: 'Sở khôi phục thiết bị trong 01 ngày làm việc kể từ khi nhận yêu cầu hợp lệ.',
    },
    actor: 'department',
    level: 'must',
    levelReason: { en: 'A limit in days.', vi: 'Có thời hạn tính bằng ngày.' },
    capability: 'registry',
    testability: awaitsRegistry(
      'advance the clock over weekends and Vietnamese holidays and watch the limit',
      'tua đồng hồ qua ngày nghỉ cuối tuần, ngày lễ và theo dõi thời hạn',
    ),
  },
  'k2.b.2': {
    asks: {
      en: 'Only the restoring body can unlock the token: without its secret nothing is unlocked.',
      vi: 'Chỉ cơ quan khôi phục mới mở khóa được thiết bị: không có bí mật của cơ quan đó thì thiết bị vẫn khóa.',
    },
    actor: 'subscriber',
    level: 'must',
    levelReason: {
      en: 'The text gives restoring to one body.',
      vi: 'Văn bản chỉ giao việc khôi phục cho một cơ quan.',
    },
    capability: 'token',
    borrows: [{ text: 'nd68-2024', article: '22', textKnown: false }],
    doubts: [deviceDoubt, restoreDoubt],
    testability: automated,
  },
  'k2.b.3': {
    asks: {
      en: 'After restoring, the token opens with the new PIN and no longer with the old one.',
      vi: 'Sau khi khôi phục, thiết bị mở bằng mật khẩu mới và không mở bằng mật khẩu cũ.',
    },
    actor: 'subscriber',
    level: 'must',
    levelReason: {
      en: 'Restoring means that the subscriber can use the token again.',
      vi: 'Khôi phục nghĩa là thuê bao lại sử dụng được thiết bị.',
    },
    capability: 'token',
    borrows: [{ text: 'nd68-2024', article: '22', textKnown: false }],
    doubts: [deviceDoubt, restoreDoubt],
    testability: automated,
  },
  'k2.b.4': {
    asks: {
      en: 'Restoring keeps the key and the certificate: the same key signs afterwards.',
      vi: 'Việc khôi phục giữ nguyên khóa và chứng thư: sau đó vẫn ký được bằng chính khóa đó.',
    },
    actor: 'subscriber',
    level: 'must',
    levelReason: {
      en: 'The text restores a device; a token without its key would need a new certificate (article 10).',
      vi: 'Đối tượng khôi phục là thiết bị; nếu mất khóa thì phải cấp chứng thư mới (Điều 10).',
    },
    capability: 'token',
    borrows: [{ text: 'nd68-2024', article: '22', textKnown: false }],
    doubts: [deviceDoubt, restoreDoubt],
    testability: automated,
  },
  'k2.b.5': {
    asks: {
      en: 'The department tells the managing agency that the token has been restored.',
      vi: 'Sở thông báo việc khôi phục cho cơ quan quản lý trực tiếp.',
    },
    actor: 'department',
    level: 'must',
    levelReason: plainObligation,
    capability: 'registry',
    testability: awaitsRegistry(
      'restore and look for the notice',
      'thực hiện khôi phục và tìm thông báo tương ứng',
    ),
  },
  'k2.b.p2.1': {
    asks: {
      en: 'A refusal to restore is sent to the managing agency in writing, with its reason.',
      vi: 'Khi từ chối khôi phục, Sở trả lời cơ quan quản lý trực tiếp bằng văn bản và nêu lý do.',
    },
    actor: 'department',
    level: 'must',
    levelReason: plainObligation,
    capability: 'registry',
    testability: awaitsRegistry(
      'file an invalid request and look for a written refusal with a reason',
      'nộp yêu cầu không hợp lệ và tìm văn bản từ chối có lý do',
    ),
  },
  'k3.1': {
    asks: {
      en: 'Devices other than PKI Tokens are restored by the procedure of the decree.',
      vi: 'Thiết bị không phải PKI Token được khôi phục theo thủ tục của nghị định.',
    },
    actor: 'managing-agency',
    level: 'must',
    levelReason: byReference,
    capability: 'registry',
    borrows: [
      {
        text: 'nd68-2024',
        article: '22.3',
        textKnown: false,
        note: { en: 'its time limit is not known to us', vi: 'chúng tôi chưa biết thời hạn của điều này' },
      },
    ],
    testability: awaitsRegistry(
      'file a request for a SIM and see it go to the government CA',
      'nộp yêu cầu cho SIM PKI và thấy được chuyển đến cơ quan chứng thực',
    ),
  },
});
