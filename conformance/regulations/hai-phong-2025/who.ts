/** Who vouches, and with what, for the duties of this text that no machine can test; and why some rows still wait. */
import { attested, pending } from '../authoring.ts';
import type { Bilingual, Testability } from '../record.ts';

export const headOfAgency: Bilingual = { en: 'Head of the agency', vi: 'Thủ trưởng cơ quan, đơn vị' };
export const clerk: Bilingual = {
  en: 'Clerk who keeps the agency certificate',
  vi: 'Văn thư giữ chứng thư của cơ quan',
};
export const departmentDirector: Bilingual = {
  en: 'Director of the Department of Science and Technology',
  vi: 'Giám đốc Sở Khoa học và Công nghệ',
};
export const signatureOfficer: Bilingual = {
  en: 'Officer in charge of digital signatures',
  vi: 'Người phụ trách chữ ký số tại cơ quan',
};

/** Attested by the head of the agency with the named document. */
export function byHead(en: string, vi: string): Testability {
  return attested(headOfAgency, { en, vi });
}

export function byDepartment(en: string, vi: string): Testability {
  return attested(departmentDirector, { en, vi });
}

export function byOfficer(en: string, vi: string): Testability {
  return attested(signatureOfficer, { en, vi });
}

/** No property yet: the suite does not drive registries. `missing` says what the property will have to try. */
export function awaitsRegistry(en: string, vi: string): Testability {
  return pending(
    `The suite does not drive a certificate registry yet. The property will have to ${en}.`,
    `Bộ kiểm thử chưa điều khiển được hệ thống quản lý yêu cầu chứng thực. Phép thử sẽ phải ${vi}.`,
  );
}

/** No property yet: the suite does not drive document systems. */
export function awaitsDocuments(en: string, vi: string): Testability {
  return pending(
    `The suite does not drive a document system yet. The property will have to ${en}.`,
    `Bộ kiểm thử chưa điều khiển được hệ thống quản lý văn bản và điều hành. Phép thử sẽ phải ${vi}.`,
  );
}
