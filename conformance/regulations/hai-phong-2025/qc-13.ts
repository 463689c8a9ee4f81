/** Article 13, checking a signature, its certificate and the path, by reference to decree 68/2024 articles 30–32. */

import type { RecordBody } from '../authoring.ts';
import { automated, records } from '../authoring.ts';

const signature = {
  text: 'nd68-2024',
  article: '30',
  note: 'own steps not known to us; parts confirmed by law 20/2023 article 22.3',
};
const certificate = { text: 'nd68-2024', article: '31' };
const path = {
  text: 'nd68-2024',
  article: '32',
  note: 'known in part: article 31 applies to every certificate of the path',
};

type Borrowed = NonNullable<RecordBody['borrows']>[number];

/** Every row of the article: the relying party's product must do one thing when checking. */
function check(en: string, vi: string, borrowed: Borrowed, doubts?: readonly string[]): RecordBody {
  return {
    asks: { en, vi },
    actor: 'relying-party',
    level: 'must',
    levelReason: 'The procedure is prescribed by reference.',
    capability: 'verifier',
    borrows: [borrowed],
    ...(doubts === undefined ? {} : { doubts }),
    testability: automated,
  };
}

export const qc13 = records('hai-phong-2025/qc-13', {
  'p1.1': check(
    'A document with sound signatures of the person and the agency, valid certificates and a complete path is accepted.',
    'Văn bản có chữ ký đúng của cá nhân và cơ quan, chứng thư còn hiệu lực, đường dẫn đầy đủ thì được chấp nhận.',
    signature,
  ),
  'p1.2': check(
    'A signature that the key of its certificate did not make is found out.',
    'Phát hiện chữ ký không do khóa ứng với chứng thư tạo ra.',
    signature,
  ),
  'p1.3': check(
    'A certificate that had expired when the signature was made is refused as expired.',
    'Chứng thư đã hết hạn tại thời điểm ký thì bị từ chối với lý do hết hạn.',
    certificate,
    ['Signing time is the time of a time stamp that is trusted, otherwise the moment of checking.'],
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
      'Articles 31 and 32 speak of the status at signing; we ask for acceptance only when that time is proved.',
    ],
  ),
  'p1.7': check(
    'A certificate that was not issued for signing is refused.',
    'Chứng thư không được cấp cho mục đích ký số thì bị từ chối.',
    certificate,
    [
      'The decree asks that a certificate fits its scope of use. A machine sees of that scope only the key usage of X.509: neither digitalSignature nor nonRepudiation means unfit.',
    ],
  ),
  'p1.8': check(
    'A path that does not reach a trusted root is not accepted.',
    'Đường dẫn không dẫn đến chứng thư gốc tin cậy thì không được chấp nhận.',
    path,
  ),
  'p1.9': check(
    'A certificate that names an issuer which did not sign it is not accepted.',
    'Chứng thư ghi tên cơ quan cấp nhưng không do cơ quan đó ký thì không được chấp nhận.',
    path,
  ),
  'p1.10': check(
    'A path through an issuing certificate that was revoked is not accepted.',
    'Đường dẫn đi qua chứng thư cơ quan cấp đã bị thu hồi thì không được chấp nhận.',
    path,
  ),
  'p1.11': check(
    'A certificate whose status cannot be found out is not accepted.',
    'Chứng thư không xác định được trạng thái thì không được chấp nhận.',
    certificate,
    ['Not accepted is what we ask; whether a product calls it rejected or undetermined is left to it.'],
  ),
  'p1.12': check(
    'The result names every signer, whether it is a person or an agency, and the time of signing.',
    'Kết quả nêu tên từng người ký, là cá nhân hay cơ quan, và thời điểm ký.',
    signature,
    [
      'What the decree wants shown is known only from its neighbours (TT41/2017 article 12; article 29 of the decree on showing the data).',
    ],
  ),
});
