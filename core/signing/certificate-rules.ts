/** Which certificate may make which signature: in its term, and of the kind that the regime wants. */
import { type Bilingual, both } from '../../foundation/bilingual.ts';
import { parseCertificate } from '../verification/cms/certificate.ts';
import { detailText, unsuitability } from '../verification/index.ts';
import type { SignerCertificate } from './cms/certificate.ts';
import { kindOf } from './document/existing-signatures.ts';
import { fail } from './errors.ts';
import type { AppearanceKind, SigningRegime } from './regimes/index.ts';
import { momentWords } from './words/vietnam-time.ts';
import { signingAs } from './words/wording.ts';

/** Hai Phong 2025, article 15.1: in its term, a person's for a person, the agency's for the agency. */
export function refuseCertificate(
  certificate: SignerCertificate,
  as: AppearanceKind | 'invisible',
  at: Date,
  regime: SigningRegime,
): void {
  const { name, notBefore, notAfter } = certificate;
  if (regime.certificates.mustBeInTerm) {
    if (at < notBefore) {
      const from = momentWords(notBefore);
      throw fail('SIGN_CERTIFICATE_NOT_YET_VALID', { name, from, now: momentWords(at) });
    }
    if (at > notAfter) {
      const until = momentWords(notAfter);
      throw fail('SIGN_CERTIFICATE_EXPIRED', { name, until, now: momentWords(at) });
    }
    const why = unsuitable(certificate);
    if (why !== undefined) throw fail('SIGN_CERTIFICATE_UNSUITABLE', { name, why });
  }
  const wanted = as === 'invisible' ? undefined : regime.certificates.kindFor[as];
  const found = kindOf(certificate, regime);
  if (wanted !== undefined && wanted !== found) {
    throw fail('SIGN_CERTIFICATE_KIND', {
      as: signingAs(as),
      expected: described[wanted],
      name,
      found: described[found],
      next: wanted === 'agency' && as !== 'agency' ? byTheAgencyAlone : byTheOther,
    });
  }
}

const known = new WeakMap<SignerCertificate, Bilingual | null>();

/** As verification has it: whoever receives the document would refuse it. */
function unsuitable(certificate: SignerCertificate): Bilingual | undefined {
  const kept = known.get(certificate);
  if (kept !== undefined) return kept ?? undefined;
  const why = unsuitability(parseCertificate(certificate.der));
  const said = why === undefined ? null : both(detailText(why, 'en'), detailText(why, 'vi'));
  known.set(certificate, said);
  return said ?? undefined;
}

const byTheOther = both(
  "People sign with their own certificate, the agency's clerk with the agency's (article 15.1).",
  'Cá nhân ký bằng chứng thư số của mình, văn thư ký bằng chứng thư số của cơ quan (khoản 1 Điều 15).',
);
/** Hai Phong 2025, articles 14.2, 14.4.b and 14.5.b; a person's signature beside a file is one like any other. */
const byTheAgencyAlone = both(
  "Copies, attachments and annexes are signed by the agency's clerk with the agency's certificate (articles 14.2, 14.4, 14.5). A person signs a file as --as personal, with --detached a file of any kind; as an attachment it needs the agency's signature too.",
  'Bản sao, văn bản kèm theo và phụ lục do văn thư ký bằng chứng thư số của cơ quan (khoản 2, 4, 5 Điều 14). Cá nhân ký bằng --as personal, thêm --detached với tệp loại bất kỳ; nếu là văn bản kèm theo thì vẫn cần thêm chữ ký của cơ quan.',
);

const described = {
  person: both('a person', 'cá nhân'),
  agency: both('an agency', 'cơ quan, tổ chức'),
  unknown: both('neither a person nor an agency', 'chủ thể không rõ là cá nhân hay cơ quan, tổ chức'),
};
