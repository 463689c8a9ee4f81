/** The articles that an audit can say something about: those that a reason of the verifier bears on. */
import type { DocumentRole, RegulationId } from '../policy/policy.ts';
import { type Bilingual, type Citation, type ReasonCode, reasons } from '../reasons.ts';

export interface AuditedArticle {
  /** `hai-phong-2025/15.1.b`: stable, for machines. */
  readonly id: string;
  readonly citation: Citation;
  /** What of it can be seen in a file, in our own words. */
  readonly about: Bilingual;
  readonly reasons: readonly ReasonCode[];
}

interface Topic {
  readonly about: Bilingual;
  /** The only roles of a document that it speaks of; every role when it is left out. */
  readonly roles?: readonly DocumentRole[];
}

const topics: Readonly<Record<string, Topic>> = {
  'hai-phong-2025/13': {
    about: {
      vi: 'Điều kiện để chữ ký số trên văn bản có giá trị',
      en: 'What makes a digital signature on a document good',
    },
  },
  'hai-phong-2025/14.1.a': {
    about: { vi: 'Có chữ ký của người có thẩm quyền', en: "The authorised person's signature is there" },
    roles: ['original'],
  },
  'hai-phong-2025/14.1.b': {
    about: {
      vi: 'Có chữ ký của cơ quan, hình ảnh dấu trùm khoảng 1/3 bên trái hình ảnh chữ ký cá nhân',
      en: "The agency's signature is there, its image over about the left third of the personal one",
    },
    roles: ['original'],
  },
  'hai-phong-2025/14.2': {
    about: { vi: 'Vị trí chữ ký trên bản sao', en: 'Where the signature of a copy stands' },
    roles: ['copy'],
  },
  'hai-phong-2025/14.3': {
    about: {
      vi: 'Ký thêm không làm thay đổi nội dung đã ký trước',
      en: 'A further signature changes nothing that was signed before',
    },
  },
  'hai-phong-2025/14.4.b': {
    about: { vi: 'Vị trí chữ ký trên văn bản kèm theo', en: 'Where the signature of an attachment stands' },
    roles: ['attachment'],
  },
  'hai-phong-2025/14.5.b': {
    about: { vi: 'Vị trí chữ ký trên phụ lục', en: 'Where the signature of an annex stands' },
    roles: ['annex'],
  },
  'hai-phong-2025/15.1': {
    about: {
      vi: 'Ký bằng chứng thư còn hiệu lực và đúng thứ tự',
      en: 'Signed with valid certificates, and in the right order',
    },
  },
  'hai-phong-2025/15.1.b': {
    about: { vi: 'Người có thẩm quyền đã ký', en: 'The authorised person has signed' },
    roles: ['original'],
  },
  'hai-phong-2025/15.1.c': {
    about: { vi: 'Cơ quan đã ký sau cùng', en: 'The agency has signed, last of all' },
  },
  'hai-phong-2025/15.4': {
    about: {
      vi: 'Không ký bằng chứng thư đang bị tạm dừng',
      en: 'Not signed with a suspended certificate',
    },
  },
  'hai-phong-2025/16.1': {
    about: {
      vi: 'Nội dung còn nguyên vẹn từ khi ký',
      en: 'The content is as it was when it was signed',
    },
  },
  'hai-phong-2025/20.3': {
    about: {
      vi: 'Nơi nhận phải từ chối văn bản có chữ ký không hợp lệ hoặc không đầy đủ',
      en: 'A receiver has to refuse a document whose signatures are not valid or not complete',
    },
  },
  'law20-2023/22.3': {
    about: {
      vi: 'Chữ ký gắn với nội dung, phát hiện được thay đổi',
      en: 'Bound to the content, so that changes show',
    },
  },
  'nd68-2024/30': {
    about: { vi: 'Giá trị và toàn vẹn của chữ ký', en: 'The value and integrity of the signature' },
  },
  'nd68-2024/31': {
    about: { vi: 'Hiệu lực của chứng thư khi ký', en: 'Certificates in force when it was signed' },
  },
  'nd68-2024/32': {
    about: { vi: 'Chứng thư do nơi tin cậy cấp', en: 'Certificates from a trusted authority' },
  },
};

export function articleId({ text, article, clause, point }: Citation): string {
  return `${text}/${[article, clause, point].filter((part) => part !== undefined).join('.')}`;
}

/** In the order of the texts and their articles; of a regulation, and of the national texts. */
export function auditedArticles(regulation: RegulationId, role: DocumentRole): readonly AuditedArticle[] {
  const found = new Map<string, { citation: Citation; reasons: ReasonCode[] }>();
  for (const code of Object.keys(reasons) as ReasonCode[]) {
    for (const citation of reasons[code].articles) {
      const isRegulation = !citation.text.startsWith('nd') && !citation.text.startsWith('law');
      if (isRegulation && citation.text !== regulation) continue;
      const id = articleId(citation);
      const entry = found.get(id) ?? { citation, reasons: [] };
      entry.reasons.push(code);
      found.set(id, entry);
    }
  }
  return [...found]
    .map(([id, { citation, reasons: codes }]) => ({ id, citation, reasons: codes, topic: topicOf(id) }))
    .filter(({ topic }) => topic.roles?.includes(role) ?? true)
    .sort((a, b) => order(a.citation, regulation).localeCompare(order(b.citation, regulation)))
    .map(({ id, citation, reasons: codes, topic }) =>
      Object.freeze({ id, citation, about: topic.about, reasons: codes }),
    );
}

/** Throws RangeError for an article that nobody has put into words yet: a test goes through all of them. */
function topicOf(id: string): Topic {
  const topic = topics[id];
  if (topic === undefined) throw new RangeError(`nothing says what ${id} is about`);
  return topic;
}

/** The regulation first, then national law; articles by number. */
function order({ text, article, clause = 0, point = '' }: Citation, regulation: string): string {
  const number = (value: number): string => `${value}`.padStart(4, '0');
  return `${text === regulation ? 0 : 1} ${text} ${number(article)} ${number(clause)} ${point}`;
}
