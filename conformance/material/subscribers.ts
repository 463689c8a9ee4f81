/** Who signs what: the people and agencies printed on the documents, as subscribers of the suite's PKI. */
import type { BaseDocument } from './documents.ts';

/** Ids of pki.yaml by the name printed on a document. */
const people: Readonly<Record<string, string>> = {
  'Nguyễn Văn An': 'nguyen-van-an',
  'Trần Thị Bích Ngọc': 'tran-thi-bich-ngoc',
  'Lê Hoàng Đức': 'le-hoang-duc',
  'Phạm Quốc Việt': 'pham-quoc-viet',
};
const agencies: Readonly<Record<string, string>> = {
  'Sở Kỹ thuật số': 'so-ky-thuat-so',
  'Phòng Hạ tầng và Bảo mật': 'phong-ha-tang',
  'Ủy ban nhân dân thành phố Minh Họa': 'uy-ban-minh-hoa',
};

export type Role = 'person' | 'agency';

/** The subscriber whose name stands on the document. Throws a plain Error when pki.yaml lacks it. */
export function subscriberOf(role: Role, document: BaseDocument): string {
  const name = nameOf(role, document);
  const id = (role === 'person' ? people : agencies)[name];
  if (id === undefined)
    throw new Error(`expected "${name}" of ${document.file} in conformance/material/pki.yaml`);
  return id;
}

export function nameOf(role: Role, document: BaseDocument): string {
  return (role === 'person' ? document.signer.name : document.agency).normalize('NFC');
}
