/** What is wrong with a description, in both languages: YAML that cannot be read, and values that the schema does not take. */
import type { ErrorObject } from 'ajv';
import type { ErrorCode, YAMLError } from 'yaml';
import { type Bilingual, both } from '../../../foundation/bilingual.ts';

/** The library's codes; a new one does not compile without its words. */
const yamlWords: Readonly<Record<ErrorCode, string>> = Object.freeze({
  ALIAS_PROPS: 'tham chiếu (*) không được mang nhãn hay thẻ',
  BAD_ALIAS: 'tham chiếu (*) sai hoặc đặt sai chỗ',
  BAD_DIRECTIVE: 'chỉ thị (%) sai',
  BAD_DQ_ESCAPE: 'ký tự thoát (\\) trong chuỗi sai',
  BAD_INDENT: 'thụt đầu dòng sai',
  BAD_PROP_ORDER: 'nhãn (&) hoặc thẻ (!) đặt sai thứ tự',
  BAD_SCALAR_START: 'giá trị bắt đầu bằng ký tự không được phép',
  BLOCK_AS_IMPLICIT_KEY: 'khối nhiều dòng không được dùng làm tên mục',
  BLOCK_IN_FLOW: 'khối nhiều dòng không được nằm trong [ ] hoặc { }',
  DUPLICATE_KEY: 'tên mục lặp lại',
  IMPOSSIBLE: 'không đọc được',
  KEY_OVER_1024_CHARS: 'tên mục dài hơn 1024 ký tự',
  MISSING_CHAR: 'thiếu một ký tự như : , ] } hoặc dấu nháy',
  MULTILINE_IMPLICIT_KEY: 'tên mục phải nằm trên một dòng',
  MULTIPLE_ANCHORS: 'một giá trị có nhiều nhãn (&)',
  MULTIPLE_DOCS: 'tệp chứa nhiều hơn một văn bản YAML',
  MULTIPLE_TAGS: 'một giá trị có nhiều thẻ (!)',
  NON_STRING_KEY: 'tên mục không phải là chuỗi',
  RESOURCE_EXHAUSTION: 'đọc tốn quá nhiều công sức',
  TAB_AS_INDENT: 'thụt đầu dòng bằng phím tab',
  TAG_RESOLVE_FAILED: 'không hiểu giá trị hoặc thẻ (!)',
  UNEXPECTED_TOKEN: 'có ký tự không mong đợi',
  BAD_COLLECTION_TYPE: 'danh sách hoặc nhóm mục không đúng loại',
});

export function yamlReason({ code, message }: YAMLError): Bilingual {
  return both(message, yamlWords[code]);
}

/** JSON Schema's names for kinds of values. */
const kinds: Readonly<Record<string, string>> = Object.freeze({
  string: 'một chuỗi, đặt trong dấu nháy nếu chỉ gồm chữ số',
  object: 'một nhóm mục',
  array: 'một danh sách',
  number: 'một số',
  integer: 'một số nguyên',
  boolean: 'true hoặc false',
});

/** `error`: of the schema in `schema.ts`. */
export function schemaReason({ keyword, params, message }: ErrorObject): Bilingual {
  const { limit } = params;
  if (keyword === 'additionalProperties') return both('there is no such field', 'không có mục này');
  if (keyword === 'enum') {
    const allowed = (params.allowedValues as string[]).join(', ');
    return both(`must be one of ${allowed}`, `phải là một trong: ${allowed}`);
  }
  if (keyword === 'discriminator') {
    const known = 'person, agency, service';
    return both(`kind must be one of ${known}`, `kind phải là một trong: ${known}`);
  }
  const words: Readonly<Record<string, string>> = {
    required: `thiếu mục ${params.missingProperty}`,
    type: `phải là ${kinds[String(params.type)] ?? params.type}`,
    pattern: `không đúng dạng ${params.pattern}`,
    format: 'phải là thời điểm theo ISO kèm múi giờ, như 2026-01-31T08:00:00+07:00',
    minimum: `không được nhỏ hơn ${limit}`,
    maximum: `không được lớn hơn ${limit}`,
    exclusiveMinimum: `phải lớn hơn ${limit}`,
    minLength: `phải có ít nhất ${limit} ký tự`,
    maxLength: `không được dài hơn ${limit} ký tự`,
    minItems: `phải có ít nhất ${limit} phần tử`,
    maxItems: `không được có quá ${limit} phần tử`,
    minProperties: `phải có ít nhất ${limit} mục`,
  };
  return both(message ?? keyword, words[keyword] ?? `không đạt điều kiện ${keyword}`);
}
