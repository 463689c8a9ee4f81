/** What ajv finds in a document of facts, in both languages: it speaks English alone. */
import type { ErrorObject } from 'ajv';
import { type Bilingual, both } from '../../../../foundation/bilingual.ts';

/** Names and values stand as they are in the schema. */
export function schemaWords(error: ErrorObject | undefined): Bilingual {
  if (error === undefined) return both('does not fit', 'không khớp');
  const { keyword, params, message = 'does not fit' } = error;
  return both(message, rows[keyword]?.(params) ?? 'không khớp với mẫu của dữ kiện');
}

const rows: Readonly<Record<string, (params: Readonly<Record<string, unknown>>) => string>> = {
  required: ({ missingProperty }) => `thiếu '${missingProperty}'`,
  additionalProperties: ({ additionalProperty }) => `có thừa '${additionalProperty}'`,
  type: ({ type }) => `phải thuộc kiểu ${type}`,
  enum: ({ allowedValues }) => `phải là một trong: ${[allowedValues].flat().join(', ')}`,
  const: ({ allowedValue }) => `phải là ${allowedValue}`,
  minimum: ({ limit }) => `phải từ ${limit} trở lên`,
  maximum: ({ limit }) => `phải không quá ${limit}`,
  pattern: ({ pattern }) => `phải theo mẫu ${pattern}`,
};
