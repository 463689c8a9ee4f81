/** Article 13, checking a signature, its certificate and the path, by reference to decree 68/2024 articles 30–32. */

import type { RecordBody } from '../authoring.ts';
import { automated, records } from '../authoring.ts';
import type { Bilingual } from '../record.ts';

const signature = {
  text: 'nd68-2024',
  article: '30',
  textKnown: false,
  note: {
    en: 'own steps not known to us; parts confirmed by law 20/2023 article 22.3',
    vi: 'chúng tôi chưa biết các bước cụ thể; một phần được xác nhận qua khoản 3 Điều 22 Luật 20/2023',
  },
};
const certificate = { text: 'nd68-2024', article: '31' };
const path = {
  text: 'nd68-2024',
  article: '32',
  textKnown: false,
  note: {
    en: 'known in part: article 31 applies to every certificate of the path',
    vi: 'biết một phần: Điều 31 áp dụng cho mọi chứng thư trong đường dẫn',
  },
};

type Borrowed = NonNullable<RecordBody['borrows']>[number];

/** Every row of the article: the relying party's product must do one thing when checking. */
function check(en: string, vi: string, borrowed: Borrowed, doubts?: readonly Bilingual[]): RecordBody {
  return {
    asks: { en, vi },
    actor: 'relying-party',
    level: 'must',
    levelReason: {
      en: 'The procedure is prescribed by reference.',
      vi: 'Quy trình được quy định thông qua dẫn chiếu.',
    },
    capability: 'verifier',
    borrows: [borrowed],
    ...(doubts === undefined ? {} : { doubts }),
    testability: automated,
  };
}

export const qc13 = records('hai-phong-2025/qc-13', {
  'p1.1': check(
    'A document with sound signatures of the person and the agency, valid certificates and a complete path is accepted.',
    'Văn bản có chữ ký số hợp lệ của cá nhân và cơ quan, chứng thư còn hiệu lực, đường dẫn đầy đủ thì được chấp nhận.',
    signature,
  ),
  'p1.2': check(
    'A signature that the key of its certificate did not make is found out.',
    'Phần mềm phát hiện được chữ ký không do khóa bí mật tương ứng với chứng thư tạo ra.',
    signature,
  ),
  'p1.3': check(
    'A certificate that had expired when the signature was made is refused as expired.',
    'Chứng thư đã hết hạn tại thời điểm ký thì bị từ chối với lý do hết hạn.',
    certificate,
    [
      {
        en: 'Signing time is the time of a time stamp that is trusted, otherwise the moment of checking.',
        vi: 'Thời điểm ký là thời điểm ghi trong dấu thời gian đáng tin cậy; nếu không có thì là lúc kiểm tra.',
      },
    ],
  ),
  'p1.4': check(
    'A certificate that was not yet valid when the signature was made is refused for that reason.',
    'Chứng thư chưa có hiệu lực tại thời điểm ký thì bị từ chối với lý do đó.',
    certificate,
  ),
  'p1.5': check(
    'A certificate that had been revoked before the signature was made is refused as revoked.',
    'Chứng thư đã bị thu hồi trước thời điểm ký thì bị từ chối với lý do thu hồi.',
    certificate,
  ),
  'p1.6': check(
    'A signature whose time before the revocation is proved by a time stamp stays accepted.',
    'Chữ ký được chứng minh bằng dấu thời gian là có trước khi thu hồi thì vẫn được chấp nhận.',
    certificate,
    [
      {
        en: 'Articles 31 and 32 speak of the status at signing; we ask for acceptance only when that time is proved.',
        vi: 'Điều 31 và Điều 32 nói về trạng thái tại thời điểm ký; chúng tôi chỉ đòi hỏi chấp nhận khi thời điểm đó được chứng minh.',
      },
    ],
  ),
  'p1.7': check(
    'A certificate that was not issued for signing is refused.',
    'Chứng thư không được cấp cho mục đích ký số thì bị từ chối.',
    certificate,
    [
      {
        en: 'The decree asks that a certificate fits its scope of use. A machine sees of that scope only the key usage of X.509: neither digitalSignature nor nonRepudiation means unfit.',
        vi: 'Nghị định đòi hỏi chứng thư được dùng đúng phạm vi. Máy chỉ thấy phạm vi đó qua mục đích sử dụng khóa của X.509: không có cả digitalSignature lẫn nonRepudiation thì coi là không phù hợp.',
      },
    ],
  ),
  'p1.8': check(
    'A path that does not reach a trusted root is not accepted.',
    'Đường dẫn chứng thực không dẫn đến chứng thư gốc tin cậy thì không được chấp nhận.',
    path,
  ),
  'p1.9': check(
    'A certificate that names an issuer which did not sign it is not accepted.',
    'Chứng thư ghi tên cơ quan cấp nhưng không do cơ quan đó ký thì không được chấp nhận.',
    path,
  ),
  'p1.10': check(
    'A path through an issuing certificate that was revoked is not accepted.',
    'Đường dẫn chứng thực đi qua chứng thư cơ quan cấp đã bị thu hồi thì không được chấp nhận.',
    path,
  ),
  'p1.11': check(
    'A certificate whose status cannot be found out is not accepted.',
    'Chứng thư không xác định được trạng thái thì không được chấp nhận.',
    certificate,
    [
      {
        en: 'Not accepted is what we ask; whether a product calls it rejected or undetermined is left to it.',
        vi: 'Chúng tôi chỉ đòi hỏi không chấp nhận; gọi là từ chối hay chưa xác định là tùy sản phẩm.',
      },
    ],
  ),
  'p1.12': check(
    'The result names every signer, whether it is a person or an agency, and the time of signing.',
    'Kết quả nêu tên từng người ký, là cá nhân hay cơ quan, và thời điểm ký.',
    signature,
    [
      {
        en: 'What the decree wants shown is known only from its neighbours (TT41/2017 article 12; article 29 of the decree on showing the data).',
        vi: 'Nội dung nghị định muốn hiển thị mới chỉ biết qua các quy định liên quan (Điều 12 TT41/2017; Điều 29 của nghị định về hiển thị dữ liệu).',
      },
    ],
  ),
});
