/** The reviewed table of contents of the Hai Phong draft: every unit, and why some carry no duty. Titles in our own words. */
import { article, inItsParts } from '../authoring.ts';
import type { Bilingual } from '../record.ts';
import type { Article, Chapter } from '../text.ts';

const qc = (number: string): string => `hai-phong-2025/qc-${number}`;

const scope: Bilingual = {
  en: 'Says what the regulation is about; nobody has to act.',
  vi: 'Xác định phạm vi của quy chế; không đặt ra việc phải làm cho ai.',
};
const addressee: Bilingual = {
  en: 'Names one group that the regulation binds; the duties of that group stand in other articles.',
  vi: 'Chỉ nêu một nhóm đối tượng chịu sự điều chỉnh; nghĩa vụ của nhóm này nằm ở các điều khác.',
};
const definition: Bilingual = {
  en: 'A definition: it fixes the meaning of a word that the duties use.',
  vi: 'Giải thích từ ngữ: xác định nghĩa của khái niệm dùng trong các điều khoản về nghĩa vụ.',
};
const legalEffect: Bilingual = {
  en: 'Refers to the rule on legal effect; it gives signatures and documents a value and asks nobody to act. What must be there for that value is asked in article 15.',
  vi: 'Dẫn chiếu quy định về giá trị pháp lý; không đặt ra hành vi. Điều kiện để có giá trị đó được nêu tại Điều 15.',
};
const appointment: Bilingual = {
  en: 'Names the competent body; what that body must do is asked in articles 7 to 12 and 17.',
  vi: 'Xác định cơ quan có thẩm quyền; việc cơ quan đó phải làm nằm ở Điều 7 đến Điều 12 và Điều 17.',
};
const contact: Bilingual = {
  en: 'Contact data of that body, among them its exchange code; they are data for other rules, not a duty.',
  vi: 'Thông tin liên hệ, trong đó có mã định danh; là dữ liệu cho các quy định khác, không phải nghĩa vụ.',
};
const selfReference: Bilingual = {
  en: 'Sends the reader to the display rules. It names article 15, that is itself; article 14 holds them and is tested there.',
  vi: 'Dẫn đến quy định về hình thức thể hiện. Văn bản ghi Điều 15, tức chính điều này; nội dung thực nằm ở Điều 14 và được kiểm thử tại đó.',
};

export const articles: readonly Article[] = Object.freeze([
  article(qc('01'), { en: 'Scope', vi: 'Phạm vi' }, [['p1', scope]]),
  article(qc('02'), { en: 'Who is bound', vi: 'Đối tượng' }, [
    ['p1', scope],
    ['k1', addressee],
    ['k2', addressee],
    ['k3', addressee],
    ['k4', addressee],
    ['k5', addressee],
    ['k6', addressee],
  ]),
  article(qc('03'), { en: 'Terms', vi: 'Từ ngữ' }, [
    ['p1', definition],
    ['k1', definition],
    ['k2', definition],
    ['k3', definition],
  ]),
  article(qc('04'), { en: 'Principles', vi: 'Nguyên tắc' }, ['k1', 'k2', 'k3', 'k4']),
  article(qc('05'), { en: 'Legal value', vi: 'Giá trị pháp lý' }, [
    ['k1', legalEffect],
    ['k2', legalEffect],
  ]),
  article(
    qc('06'),
    { en: 'Government CA and delegated body', vi: 'Cơ quan chứng thực và cơ quan được ủy quyền' },
    [
      ['k1', appointment],
      ['k1.g1', contact],
      ['k2', appointment],
      ['k2.g1', contact],
    ],
  ),
  article(qc('07'), { en: 'Sending requests and tokens', vi: 'Gửi, nhận yêu cầu và thiết bị' }, ['k1', 'k2']),
  article(qc('08'), { en: 'Term of certificates', vi: 'Thời hạn chứng thư' }, ['p1']),
  article(qc('09'), { en: 'Managing and using signatures', vi: 'Quản lý, sử dụng chữ ký số' }, [
    'k1',
    'k2',
    'k3',
    'k4',
    'k5',
  ]),
  article(qc('10'), { en: 'Issuance, renewal, change', vi: 'Cấp mới, gia hạn, thay đổi' }, ['p1']),
  article(qc('11'), { en: 'Revocation', vi: 'Thu hồi' }, ['p1']),
  article(qc('12'), { en: 'Restoring a token', vi: 'Khôi phục thiết bị' }, [
    'k1',
    ['k2', inItsParts],
    'k2.a',
    'k2.b',
    'k2.b.p2',
    'k3',
  ]),
  article(qc('13'), { en: 'Checking signatures and paths', vi: 'Kiểm tra chữ ký và đường dẫn chứng thực' }, [
    'p1',
  ]),
  article(
    qc('14'),
    { en: 'What a signature looks like; sending time', vi: 'Hình thức chữ ký; thời gian gửi, nhận' },
    [
      ['k1', inItsParts],
      'k1.a',
      'k1.b',
      'k2',
      'k3',
      ['k4', inItsParts],
      'k4.a',
      'k4.b',
      ['k5', inItsParts],
      'k5.a',
      'k5.b',
      'k6',
    ],
  ),
  article(qc('15'), { en: 'Order of signing', vi: 'Quy trình ký' }, [
    ['k1', inItsParts],
    'k1.p1',
    ['k1.a', inItsParts],
    'k1.a.s1',
    'k1.a.s2',
    'k1.a.s3',
    ['k1.b', inItsParts],
    'k1.b.s1',
    'k1.b.s2',
    ['k1.c', inItsParts],
    'k1.c.s1',
    'k1.c.s2',
    'k1.c.s3',
    ['k2', selfReference],
  ]),
  article(qc('16'), { en: 'Keeping signed documents', vi: 'Lưu trữ, sử dụng' }, ['k1', 'k2', 'k3']),
  article(qc('17'), { en: 'Department of Science and Technology', vi: 'Sở Khoa học và Công nghệ' }, [
    'k1',
    'k2',
    'k3',
    'k4',
  ]),
  article(qc('18'), { en: 'Managing agencies', vi: 'Cơ quan quản lý trực tiếp' }, ['k1', 'k2', 'k3']),
  article(qc('19'), { en: 'Subscribers', vi: 'Thuê bao' }, ['p1']),
  article(qc('20'), { en: 'Clerks', vi: 'Văn thư cơ quan' }, ['k1', 'k2', 'k3', 'k4']),
  article(qc('21'), { en: 'Signature officers of an agency', vi: 'Bộ phận, cá nhân phụ trách chữ ký số' }, [
    'k1',
    'k2',
    'k3',
    'k4',
    'k5',
  ]),
  article(qc('22'), { en: 'Putting into effect', vi: 'Thi hành' }, ['k1', 'k2']),
]);

export const chapters: readonly Chapter[] = Object.freeze([
  chapter('I', { en: 'General', vi: 'Phần chung' }, 1, 7),
  chapter('II', { en: 'Management and use', vi: 'Quản lý và sử dụng' }, 8, 16),
  chapter('III', { en: 'Responsibilities', vi: 'Trách nhiệm' }, 17, 21),
  chapter('IV', { en: 'Final', vi: 'Thi hành' }, 22, 22),
]);

function chapter(number: string, title: Bilingual, first: number, last: number): Chapter {
  return Object.freeze({
    number,
    title,
    articles: Object.freeze(articles.slice(first - 1, last).map(({ id }) => id)),
  });
}
