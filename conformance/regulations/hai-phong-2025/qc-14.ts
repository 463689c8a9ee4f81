/** Article 14, what a signature looks like on the page, what replaces the cross-page seal, and the time of sending. */

import type { RecordBody } from '../authoring.ts';
import { automated, records } from '../authoring.ts';
import type { Bilingual } from '../record.ts';
import { awaitsDocuments } from './who.ts';

const annexOne = (place: string) => ({
  text: 'nd30-2020',
  article: place,
  note: {
    en: 'the decree has the same rule; the text repeats it',
    vi: 'nghị định có cùng quy tắc; văn bản này nhắc lại',
  },
});

interface Asked {
  readonly actor: RecordBody['actor'];
  readonly article: string;
  readonly doubts?: readonly Bilingual[];
}

/** A row on how a signature is shown: always a duty whose product part is the signer's. */
function shown(en: string, vi: string, { actor, article, doubts }: Asked): RecordBody {
  return {
    asks: { en, vi },
    actor,
    level: 'must',
    levelReason: {
      en: 'Stated as the form that the signature has.',
      vi: 'Được nêu là hình thức mà chữ ký phải có.',
    },
    capability: 'signer',
    borrows: [annexOne(article)],
    ...(doubts === undefined ? {} : { doubts }),
    testability: automated,
  };
}

const personal = { actor: 'authorised-signer', article: 'annex I, II.7.d' } as const;
const seal = { actor: 'clerk', article: 'annex I, II.8.a' } as const;

/** The five rows of a text-only signature; `of` and `cua` name the paper it stands on, `info` what it says. */
function textOnly(
  of: string,
  cua: string,
  info: { en: string; vi: string; doubts?: readonly Bilingual[] },
  article: string,
): Record<1 | 2 | 3 | 4 | 5, RecordBody> {
  const asked = { actor: 'clerk', article } as const;
  return {
    1: shown(
      `The agency's signature on ${of} stands in the top right corner of its first page.`,
      `Chữ ký số của cơ quan trên ${cua} đặt ở góc trên, bên phải, trang đầu.`,
      {
        ...asked,
        doubts: [
          {
            en: '"Top right corner" is read as: the whole of the signature lies in the right half and in the upper quarter of the page as it is displayed (parameters of the check).',
            vi: '“Góc trên, bên phải” được hiểu là: toàn bộ chữ ký nằm trong nửa phải và một phần tư phía trên của trang khi hiển thị (tham số của phép thử).',
          },
        ],
      },
    ),
    2: shown(
      `No picture is shown for the agency's signature on ${of}.`,
      `Không hiển thị hình ảnh cho chữ ký số của cơ quan trên ${cua}.`,
      asked,
    ),
    3: shown(info.en, info.vi, { ...asked, ...(info.doubts && { doubts: info.doubts }) }),
    4: shown(
      `The time on ${of} is written as ISO 8601 has it, to the second, in Vietnamese time (+07:00), and is the time of signing.`,
      `Thời gian trên ${cua} viết theo ISO 8601, đến giây, múi giờ Việt Nam (+07:00) và đúng thời điểm ký.`,
      {
        ...asked,
        doubts: [
          {
            en: 'We accept the extended form only (2026-01-01T08:30:00+07:00); the text names the standard, not a form of it.',
            vi: 'Chúng tôi chỉ chấp nhận dạng mở rộng (2026-01-01T08:30:00+07:00); văn bản nêu tên tiêu chuẩn mà không nêu dạng nào.',
          },
        ],
      },
    ),
    5: shown(
      `The words on ${of} are set in Times New Roman, in lower case (not all capitals), upright, size 10, black.`,
      `Thông tin trên ${cua} dùng phông Times New Roman, chữ in thường (không viết hoa toàn bộ), kiểu đứng, cỡ 10, màu đen.`,
      {
        ...asked,
        doubts: [
          {
            en: 'A face with the widths of Times New Roman is accepted (tolerance 2 %): Times New Roman itself may not be freely shipped.',
            vi: 'Chấp nhận phông có cùng độ rộng chữ với Times New Roman (sai lệch tối đa 2 %), vì phông Times New Roman không được tự do phân phối.',
          },
          {
            en: 'The name of an agency and the number of a document carry capitals; "chữ in thường" is therefore read as: not all capitals.',
            vi: 'Tên cơ quan và số văn bản vốn có chữ hoa, nên “chữ in thường” được hiểu là không viết hoa toàn bộ.',
          },
          {
            en: 'The text says nothing of the weight; the suite reads it as not bold.',
            vi: 'Văn bản không nói về độ đậm; bộ kiểm thử hiểu là không đậm.',
          },
        ],
      },
    ),
  };
}

const whoseNumber: Bilingual = {
  en: 'The text does not say whether the number and notation are those of the main document or of what comes with it; read as those of the main document.',
  vi: 'Văn bản không nói rõ số, ký hiệu của văn bản chính hay văn bản kèm theo; hiểu là văn bản chính.',
};

const copy = textOnly(
  'an electronic copy',
  'bản sao điện tử',
  {
    en: 'On an electronic copy the signature says the form of copy, the name of the copying agency and the time of signing.',
    vi: 'Trên bản sao điện tử, chữ ký thể hiện hình thức sao, tên cơ quan sao và thời gian ký.',
  },
  'annex I, part II',
);
const attachment = textOnly(
  'an attachment in a file of its own',
  'văn bản kèm theo không cùng tệp',
  {
    en: 'On an attachment in a file of its own the signature says the number and notation of the main document and the time of signing.',
    vi: 'Trên văn bản kèm theo không cùng tệp, chữ ký thể hiện số, ký hiệu văn bản và thời gian ký.',
    doubts: [whoseNumber],
  },
  'annex I, II.8.b',
);
const annex = textOnly(
  'an annex in a file of its own',
  'phụ lục không cùng tệp',
  {
    en: 'On an annex in a file of its own the signature says the number and notation of the document and the time of signing.',
    vi: 'Trên phụ lục không cùng tệp, chữ ký thể hiện số, ký hiệu văn bản và thời gian ký.',
    doubts: [whoseNumber],
  },
  'annex I, III.1.d',
);

export const qc14 = records('hai-phong-2025/qc-14', {
  'k1.a.1': shown(
    "The authorised person's signature shows the picture of that person's handwritten signature, to be seen on the page.",
    'Chữ ký của người có thẩm quyền hiển thị rõ trên trang hình ảnh chữ ký tay của người đó.',
    personal,
  ),
  'k1.a.2': shown('The picture of the personal signature is blue.', 'Hình ảnh chữ ký cá nhân có màu xanh.', {
    ...personal,
    doubts: [
      {
        en: 'A picture of another colour may be refused or recoloured; showing it as it is fails.',
        vi: 'Ảnh khác màu có thể bị từ chối hoặc được đổi màu; hiển thị nguyên như vậy thì không đạt.',
      },
      {
        en: '"Xanh" is blue or green in Vietnamese; for ink we read blue: hue between 180° and 270° for nine tenths of the ink (parameters of the check).',
        vi: '“Xanh” có thể là xanh lam hoặc xanh lục; với màu mực chúng tôi hiểu là xanh lam: sắc độ từ 180° đến 270° đối với chín phần mười nét mực (tham số của phép thử).',
      },
    ],
  }),
  'k1.a.3': shown(
    'The picture of the personal signature comes from a PNG file and keeps its transparent background.',
    'Hình ảnh chữ ký cá nhân lấy từ tệp PNG và giữ nền trong suốt.',
    {
      ...personal,
      doubts: [
        {
          en: 'A PDF holds no PNG file, only its picture. Seen are the transparency and that the signer works from the PNG it was given.',
          vi: 'Tệp PDF không chứa tệp PNG mà chỉ chứa hình ảnh của nó. Phép thử xem nền có trong suốt không và phần mềm ký có dùng đúng tệp PNG được giao không.',
        },
      ],
    },
  ),
  'k1.a.4': shown(
    "The personal signature stands centred between the line with the signer's title and the line with the signer's name.",
    'Chữ ký cá nhân đặt canh giữa dòng chức vụ và dòng họ tên người ký.',
    {
      ...personal,
      doubts: [
        {
          en: 'Centred is read as: between the two lines, the centre of the picture at most 5 mm beside the centre of the two lines and at most 5 mm above or below the middle between them (parameters of the check).',
          vi: '“Canh giữa” được hiểu là: nằm giữa hai dòng, tâm ảnh lệch ngang không quá 5 mm so với tâm hai dòng và lệch dọc không quá 5 mm so với điểm giữa (tham số của phép thử).',
        },
      ],
    },
  ),
  'k1.b.1': shown(
    "The agency's signature shows the picture of the agency's seal, to be seen on the page.",
    'Chữ ký của cơ quan hiển thị rõ trên trang hình ảnh con dấu của cơ quan.',
    seal,
  ),
  'k1.b.2': shown('The picture of the seal is red.', 'Hình ảnh con dấu có màu đỏ.', {
    ...seal,
    doubts: [
      {
        en: 'A picture of another colour may be refused or recoloured; showing it as it is fails.',
        vi: 'Ảnh khác màu có thể bị từ chối hoặc được đổi màu; hiển thị nguyên như vậy thì không đạt.',
      },
      {
        en: 'Red is read as hue within 20° of pure red for nine tenths of the ink (parameters of the check).',
        vi: 'Màu đỏ được hiểu là sắc độ cách đỏ thuần không quá 20° đối với chín phần mười nét mực (tham số của phép thử).',
      },
    ],
  }),
  'k1.b.3': shown(
    'The seal on the page is as large as the real seal.',
    'Hình con dấu trên trang bằng kích thước thực tế của con dấu.',
    {
      ...seal,
      doubts: [
        {
          en: 'The real size is given to the product in millimetres; a deviation of 2 % is tolerated (parameter of the check).',
          vi: 'Kích thước thật được giao cho sản phẩm tính bằng milimét; cho phép sai lệch 2 % (tham số của phép thử).',
        },
      ],
    },
  ),
  'k1.b.4': shown(
    'The picture of the seal comes from a PNG file and keeps its transparent background.',
    'Hình con dấu lấy từ tệp PNG và giữ nền trong suốt.',
    seal,
  ),
  'k1.b.5': shown(
    'The seal covers about one third of the picture of the personal signature, on its left.',
    'Hình con dấu trùm khoảng một phần ba hình chữ ký cá nhân, về bên trái.',
    {
      ...seal,
      doubts: [
        {
          en: '"About one third" is read as 25 % to 42 % of the visible width of the personal picture, from its left edge, with the seal across its height; of both pictures only the ink counts, not a see-through margin (parameters of the check). The draft leaves the tolerance open.',
          vi: '“Khoảng 1/3” được hiểu là từ 25 % đến 42 % chiều rộng nhìn thấy được của ảnh chữ ký cá nhân, tính từ mép trái, con dấu nằm ngang tầm chữ ký; ở cả hai ảnh chỉ tính phần mực, không tính lề trong suốt (tham số của phép thử). Dự thảo để ngỏ mức sai lệch.',
        },
      ],
    },
  ),
  'k1.b.6': shown(
    'The seal lies over the personal signature, not under it.',
    'Hình con dấu nằm trên hình chữ ký cá nhân, không nằm dưới.',
    seal,
  ),
  'k2.1': copy[1],
  'k2.2': copy[2],
  'k2.3': copy[3],
  'k2.4': copy[4],
  'k2.5': copy[5],
  'k3.1': {
    asks: {
      en: 'In place of a cross-page seal, a signature covers the whole document as it stands when signed.',
      vi: 'Thay cho dấu giáp lai, chữ ký số bao trùm toàn bộ văn bản tại thời điểm ký.',
    },
    actor: 'clerk',
    level: 'must',
    levelReason: {
      en: 'The signature replaces the seal only because it secures the integrity of the whole.',
      vi: 'Chữ ký chỉ thay được con dấu vì nó bảo đảm tính toàn vẹn của cả văn bản.',
    },
    capability: 'signer',
    borrows: [
      {
        text: 'nd30-2020',
        article: '33',
        note: { en: 'cross-page seal on paper', vi: 'dấu giáp lai trên văn bản giấy' },
      },
    ],
    doubts: [
      {
        en: 'Follows from the signature standing in for the cross-page seal; the text does not ask for it in words.',
        vi: 'Suy ra từ việc chữ ký số thay dấu giáp lai.',
      },
    ],
    testability: automated,
  },
  'k3.2': {
    asks: {
      en: 'A change on any page of a signed document is found when the signatures are checked.',
      vi: 'Thay đổi ở bất kỳ trang nào của văn bản đã ký đều bị phát hiện khi kiểm tra chữ ký.',
    },
    actor: 'relying-party',
    level: 'must',
    levelReason: { en: 'As qc-14/k3.1.', vi: 'Như qc-14/k3.1.' },
    capability: 'verifier',
    borrows: [
      {
        text: 'law20-2023',
        article: '22.3',
        note: { en: 'later change is detectable', vi: 'thay đổi sau khi ký đều phát hiện được' },
      },
    ],
    testability: automated,
  },
  'k3.3': {
    asks: {
      en: 'Content added behind the last signature is found when the signatures are checked.',
      vi: 'Nội dung thêm vào sau chữ ký cuối cùng bị phát hiện khi kiểm tra chữ ký.',
    },
    actor: 'relying-party',
    level: 'must',
    levelReason: { en: 'As qc-14/k3.1.', vi: 'Như qc-14/k3.1.' },
    capability: 'verifier',
    borrows: [
      {
        text: 'law20-2023',
        article: '22.3',
        note: { en: 'later change is detectable', vi: 'thay đổi sau khi ký đều phát hiện được' },
      },
    ],
    testability: automated,
  },
  'k4.a.1': shown(
    'An attachment in the same file gets no agency signature of its own: the file carries one.',
    'Văn bản kèm theo cùng tệp không ký số riêng: cả tệp chỉ có một chữ ký của cơ quan.',
    { actor: 'clerk', article: 'annex I, II.8.b' },
  ),
  'k4.b.1': attachment[1],
  'k4.b.2': attachment[2],
  'k4.b.3': attachment[3],
  'k4.b.4': attachment[4],
  'k4.b.5': attachment[5],
  'k5.a.1': shown(
    'An annex in the same file gets no agency signature of its own: the file carries one.',
    'Phụ lục cùng tệp không ký số riêng: cả tệp chỉ có một chữ ký của cơ quan.',
    { actor: 'clerk', article: 'annex I, III.1.d' },
  ),
  'k5.b.1': annex[1],
  'k5.b.2': annex[2],
  'k5.b.3': annex[3],
  'k5.b.4': annex[4],
  'k5.b.5': annex[5],
  'k6.1': {
    asks: {
      en: 'The time of sending and of receiving a document is the time mark that the document system sets.',
      vi: 'Thời gian gửi, nhận văn bản là nhãn thời gian do Hệ thống quản lý văn bản và điều hành ghi.',
    },
    actor: 'agency',
    level: 'must',
    levelReason: { en: 'Fixes which time counts.', vi: 'Ấn định thời điểm nào được tính.' },
    capability: 'documents',
    testability: awaitsDocuments(
      'send and receive with the clocks of sender, system and receiver apart',
      'gửi và nhận khi đồng hồ bên gửi, hệ thống và bên nhận lệch nhau',
    ),
  },
});
