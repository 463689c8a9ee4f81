/** A detail as a sentence of the table with its values worded in one language. */
import type { ValueKind } from '../details/detail.ts';
import { type Detail, details } from '../details/index.ts';
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

const worded: Readonly<Record<ValueKind, (value: string, language: Language) => string>> = {
  time: vietnameseTime,
  signers: (value, language) => {
    const say: Words = words[language];
    const kinds = value.split(',').filter((kind) => kind !== '');
    const named = kinds.map((kind) => say[kind as 'person' | 'agency' | 'unknown']);
    return named.join(say.thenSigner) || say.nobody;
  },
  revocation: (value, language) => revocationReasons[language][value as RevocationReason] ?? value,
  fault: faultText,
  place: (value, language) => (language === 'vi' ? value.replace(/^\w+/, placeWord) : value),
};

const places: Readonly<Record<string, string>> = {
  page: 'trang',
  document: 'văn bản',
  form: 'biểu mẫu',
  field: 'ô chữ ký',
  object: 'đối tượng',
  bytes: 'byte',
};

function placeWord(word: string): string {
  return places[word] ?? word;
}
