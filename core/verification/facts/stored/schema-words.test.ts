/** What does not fit the schema of facts is told in Vietnamese too; of rarer keywords that it does not fit. */
import { Ajv } from 'ajv';
import { expect, it } from 'vitest';
import { schemaWords } from './schema-words.ts';

it.each([
  [{ required: ['a'] }, {}, "thiếu 'a'"],
  [{ additionalProperties: false }, { b: 1 }, "có thừa 'b'"],
  [{ type: ['string', 'null'] }, 1, 'phải thuộc kiểu string,null'],
  [{ enum: ['a', 'b'] }, 'c', 'phải là một trong: a, b'],
  [{ const: 1 }, 2, 'phải là 1'],
  [{ minimum: 1 }, 0, 'phải từ 1 trở lên'],
  [{ maximum: 1 }, 2, 'phải không quá 1'],
  [{ pattern: '^a$' }, 'b', 'phải theo mẫu ^a$'],
  [{ minItems: 1 }, [], 'không khớp với mẫu của dữ kiện'],
])('of %j', (schema, value, words) => {
  const fits = new Ajv({ strict: false }).compile(schema);
  expect(fits(value)).toBe(false);
  const { en, vi } = schemaWords(fits.errors?.[0]);
  expect(vi).toBe(words);
  expect(en).toMatch(/^must /);
});
