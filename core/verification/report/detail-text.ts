/** A detail as a sentence of the table with its values worded in one language. */
import { type Bilingual, both } from '../../../foundation/bilingual.ts';
import type { ValueKind } from '../details/detail.ts';
import { type Detail, details } from '../details/index.ts';
import type { ListScope } from '../revocation/crl-scope.ts';
import type { RevocationReason } from '../revocation/reason.ts';
import { faultText } from './fault-text.ts';
import { vietnameseTime } from './time.ts';
import { type Language, revocationReasons, type Words, words } from './words.ts';

export function detailText({ code, values, field }: Detail, language: Language): string {
  const sentence = details[code][language].replace(/\{(\w+)(?:\|(\w+))?\}/g, (whole, name: string, kind) => {
    const value = values[name];
    if (value === undefined) return whole;
    return kind === undefined ? String(value) : worded[kind as ValueKind](String(value), language);
  });
  return field === undefined ? sentence : `${field}: ${sentence}`;
}

/** The same with a line for each line of a value that has them, as filled fields do; no other value can make one up. */
export function detailLines(said: Detail, language: Language): readonly string[] {
  const [, name] = /\{(\w+)\|lines\}/.exec(details[said.code][language]) ?? [];
  if (name === undefined) return [detailText(said, language)];
  const lines = String(said.values[name] ?? '').split('\n');
  const last = { ...said, values: { ...said.values, [name]: lines.at(-1) ?? '' } };
  return [...lines.slice(0, -1), detailText(last, language)];
}

/** The same in both languages. */
export const detailWords = (said: Detail): Bilingual => both(detailText(said, 'en'), detailText(said, 'vi'));

const worded: Readonly<Record<ValueKind, (value: string, language: Language) => string>> = {
  lines: (value) => value.replaceAll('\n', ', '),
  time: vietnameseTime,
  signers: (value, language) => {
    const say: Words = words[language];
    const kinds = value.split(',').filter((kind) => kind !== '');
    const named = kinds.map((kind) => say[kind as 'person' | 'agency' | 'unknown']);
    return named.join(say.thenSigner) || say.nobody;
  },
  revocation: (value, language) => revocationReasons[language][value as RevocationReason] ?? value,
  fault: faultText,
  numbered: (value, language) => (value === '' ? '' : numbers[language].replace('{number}', value)),
  objects: (value, language) => {
    const numbers = [...new Set([...value.matchAll(/\bobject (\d+)/g)].map(([, number]) => number))];
    const named = numbers.length === 0 ? '' : objects[language].replace('{numbers}', numbers.join(', '));
    const [, more] = /\(and (\d+) more\)$/.exec(value) ?? [];
    return more === undefined ? named : `${named}${others[language].replace('{count}', more)}`;
  },
  scope: (value, language) => scopes[value as ListScope]?.[language] ?? value,
  place: (value, language) => (language === 'vi' ? value.replace(/^\w+/, placeWord) : value),
};

const numbers = Object.freeze({ en: ', number {number},', vi: ', số {number},' });

const objects = Object.freeze({ en: ' (objects {numbers})', vi: ' (đối tượng {numbers})' });

const others = Object.freeze({ en: ' (and {count} more)', vi: ' (và {count} chỗ khác)' });

const scopes: Readonly<Record<ListScope, Bilingual>> = Object.freeze({
  all: both('it is for other reasons or points', 'danh sách dành cho lý do hoặc điểm phân phối khác'),
  'end-entities': both('it is for subscribers only', 'danh sách chỉ dành cho thuê bao'),
  authorities: both('it is for authorities only', 'danh sách chỉ dành cho nơi cấp'),
  others: both(
    'it is for attribute certificates, or for nothing at all',
    'danh sách chỉ dành cho chứng thư thuộc tính, hoặc không dành cho chứng thư nào',
  ),
  point: both(
    'it is for another distribution point than the certificate names',
    'danh sách dành cho điểm phân phối khác với điểm ghi trong chứng thư',
  ),
  delta: both(
    'it is a delta list, and no complete list that it stands on is at hand',
    'đây là danh sách bổ sung (delta), chưa có danh sách đầy đủ làm gốc',
  ),
});

const places: Readonly<Record<string, string>> = {
  page: 'trang',
  document: 'văn bản',
  form: 'biểu mẫu',
  field: 'ô chữ ký',
  object: 'đối tượng',
  bytes: 'byte',
  catalog: 'danh mục gốc',
  trailer: 'phần kết tệp',
  header: 'phần đầu tệp',
};

function placeWord(word: string): string {
  return places[word] ?? word;
}
