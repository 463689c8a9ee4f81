/** Descriptions: the example is sound, and each thing broken in it is refused with its line and place. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CongvuError } from '../../../foundation/error.ts';
import { projectRoot } from '../../../foundation/paths.ts';
import { parsePkiDescription } from './parse.ts';

const example = readFileSync(join(projectRoot, 'core/pki/examples/hai-phong.yaml'), 'utf8');

function lineOf(yaml: string, part: string): number {
  return yaml.slice(0, yaml.indexOf(part)).split('\n').length;
}

describe('the example', () => {
  it('is sound and frozen', () => {
    const description = parsePkiDescription(example);
    expect(description.subscribers.map(({ kind }) => kind)).toContain('service');
    expect(Object.isFrozen(description.subscribers[0])).toBe(true);
  });

  it('holds the signer and the agency of the letter in the fixtures, as printed there', () => {
    const list = readFileSync(join(projectRoot, 'fixtures/documents/documents.json'), 'utf8');
    const { documents } = JSON.parse(list) as {
      documents: { signer: { title: string; name: string }; agency: string }[];
    };
    const letter = documents[0];
    const { subscribers } = parsePkiDescription(example);
    expect(subscribers.find(({ id }) => id === 'giam-doc-skts')).toMatchObject({
      kind: 'person',
      name: letter?.signer.name,
      title: expect.stringMatching(new RegExp(`^${letter?.signer.title}$`, 'i')),
      agency: expect.stringMatching(new RegExp(`^${letter?.agency} `)),
    });
    expect(subscribers.find(({ id }) => id === 'so-ky-thuat-so')).toMatchObject({
      kind: 'agency',
      name: `${letter?.agency} thành phố Minh Họa`,
    });
  });

  it('is normalised to NFC', () => {
    const decomposed = parsePkiDescription(example.normalize('NFD'));
    expect(decomposed).toEqual(parsePkiDescription(example));
  });
});

it('fills in what is left out', () => {
  const { keys, validity, tsa, crl, revocations } = parsePkiDescription(
    'name: x\nroot: {subject: {commonName: a}}\nsub: {subject: {commonName: b}}\nsubscribers: []\n',
  );
  expect(keys).toEqual({
    authorities: 'rsa-2048',
    services: 'rsa-2048',
    subscribers: 'rsa-2048',
    padding: 'pkcs1',
  });
  expect(validity).toEqual({
    authorities: { years: 20 },
    services: { years: 5 },
    subscribers: { years: 5, maxYears: 5 },
  });
  expect(tsa).toMatchObject({ subject: { commonName: 'TSA' }, accuracySeconds: 1 });
  expect([crl.hours, revocations]).toEqual([168, []]);
});

describe('refuses', () => {
  it.each([
    ['a misspelt field', 'accuracySeconds: 1', 'accuracySecond: 1', 'tsa.accuracySecond', 'no such field'],
    ['an unknown kind', 'kind: agency', 'kind: bank', 'subscribers[3].kind', 'person, agency, service'],
    [
      'an unquoted number',
      'citizenId: "031080000001"',
      'citizenId: 031080000001',
      'subscribers[0].citizenId',
      'string',
    ],
    ['a short tax code', 'taxCode: "0200000001"', "taxCode: '02'", 'subscribers[3].taxCode', 'pattern'],
    [
      'an unknown key type',
      'keyType: p-256',
      'keyType: dsa',
      'subscribers[1].keyType',
      'rsa-2048, rsa-3072, rsa-4096, p-256, p-384',
    ],
    ['a weak authority', 'authorities: rsa-2048', 'authorities: rsa-1024', 'keys.authorities', 'one of'],
    [
      'more years than the limit',
      'years: 3',
      'years: 6',
      'subscribers[1].years',
      'must not exceed maxYears, 5',
    ],
    ['an id twice', 'id: so-khcn', 'id: chu-tich', 'subscribers[4].id', 'stands twice'],
    [
      'a time without zone',
      'at: 2025-06-30T17:00:00+07:00',
      'at: 2025-06-30T17:00:00',
      'revocations[0].at',
      'date-time',
    ],
    ['a time that is none', 'at: 2025-06-30T17', 'at: 2025-13-30T17', 'revocations[0].at', 'date-time'],
    [
      'an unknown reason',
      'reason: affiliationChanged',
      'reason: bored',
      'revocations[0].reason',
      'keyCompromise',
    ],
    [
      'a revocation of nobody',
      '- subscriber: can-bo-nghi-viec',
      '- subscriber: nobody',
      'revocations[0].subscriber',
      'no subscriber',
    ],
    ['a policy that is no identifier', 'policy: 1.3.6', 'policy: a.3.6', 'tsa.policy', 'pattern'],
    [
      'an address with a slash at the end',
      'http://127.0.0.1:8790 ',
      'http://127.0.0.1:8790/ ',
      'baseUrl',
      'pattern',
    ],
  ])('%s', (_name, sound, broken, place, reason) => {
    expect(example).toContain(sound);
    const yaml = example.replace(sound, broken);
    const line = lineOf(example, sound);
    const message = new RegExp(`line ${line}, ${place.replace(/[[\].]/g, '\\$&')}: .*${reason}`);
    const refusal = expect.objectContaining({
      code: 'PKI_DESCRIPTION_INVALID',
      exit: 2,
      message: expect.stringMatching(message),
    });
    expect(() => parsePkiDescription(yaml)).toThrow(refusal);
    expect(vietnameseOf(yaml)).toMatch(vietnameseReason);
  });

  it.each([
    ['broken YAML', 'name: [', 1],
    ['broken YAML further down', 'name: x\nroot: {\n', 3],
    ['a field twice', 'name: x\nname: y\n', 2],
    ['an explosion of aliases', `a: &a [1]\n${alias()}`, 1],
    ['an endless text', 'x'.repeat(1_000_001), 1],
  ])('%s', (_name, yaml, line) => {
    const message = expect.stringContaining(`line ${line}:`);
    expect(() => parsePkiDescription(yaml)).toThrow(
      expect.objectContaining({ code: 'PKI_DESCRIPTION_SYNTAX', exit: 2, message }),
    );
    expect(vietnameseOf(yaml)).toMatch(vietnameseReason);
  });

  it.each(['', 'null', '42', '[]', '"text"'])('%j, which is no description at all', (yaml) => {
    expect(() => parsePkiDescription(yaml)).toThrow(
      expect.objectContaining({ code: 'PKI_DESCRIPTION_INVALID' }),
    );
  });
});

/** The reason stands behind the last colon that a line or a place has; it has a letter that only Vietnamese has. */
const vietnameseReason = /: .*[àáâãèéêìíòóôõùúýăđĩũơưạ-ỹ].*$/;

function vietnameseOf(yaml: string): string {
  try {
    parsePkiDescription(yaml);
  } catch (error) {
    if (!(error instanceof CongvuError)) throw error;
    return (error.vietnamese?.message ?? '').replace(
      /^tệp mô tả PKI (sai cú pháp YAML|có lỗi), dòng \d+/,
      '',
    );
  }
  return '';
}

function alias(): string {
  const levels = 'abcdefghij'.split('');
  return levels
    .slice(1)
    .map((name, index) => `${name}: &${name} [${Array(10).fill(`*${levels[index]}`).join(', ')}]`)
    .join('\n');
}
