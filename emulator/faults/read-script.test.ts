/** Fault scripts that are wrong: refused with a code, the file, the line and the place, in plain words. */
import { describe, expect, it } from 'vitest';
import { CongvuError } from '../../foundation/error.ts';
import { readScript } from './read-script.ts';

/** One valid script; every test breaks one thing in it. */
const good = `name: test
rules:
  - name: first
    when: { function: C_Sign, call: 2 }
    do:
      - { action: return, code: CKR_DEVICE_ERROR }
  - when:
      class: signatures
      after: { rule: first }
    do:
      - action: delay
        ms: 5
`;

function refusal(text: string): CongvuError {
  try {
    readScript(text, 'f.yaml');
  } catch (error) {
    if (error instanceof CongvuError) return error;
    throw error;
  }
  throw new Error('it was taken');
}

const broken = (from: string, to: string): CongvuError => {
  expect(good).toContain(from);
  return refusal(good.replace(from, to));
};

describe('a good script', () => {
  it('is read from YAML and from JSON alike', () => {
    const script = readScript(good, 'f.yaml');
    expect(script.rules).toHaveLength(2);
    expect(readScript(JSON.stringify(script, null, 1), 'f.json')).toEqual(script);
  });
});

describe('a script that does not fit the schema', () => {
  it.each([
    ['name: test\n', '', 1, 'the top', 'the field name is missing'],
    ['name: test', 'name: Not A Name', 1, 'name', 'small letters, digits and hyphens'],
    ['rules:', 'rule:', 2, 'rule', 'there is no field "rule" here; there are '],
    ['call: 2', 'cal: 2', 4, 'rules.0.when.cal', 'there is no field "cal" here; there are function, class'],
    ['call: 2', 'call: two', 4, 'rules.0.when.call', 'expected a whole number, got "two"'],
    ['call: 2', 'call: 0', 4, 'rules.0.when.call', 'expected 1 or more, got 0'],
    ['class: signatures', 'class: sign', 8, 'rules.1.when.class', 'expected one of any, library'],
    [
      'action: return',
      'action: explode',
      6,
      'rules.0.do.0',
      'there is no action "explode"; there are return, delay',
    ],
    ['{ action: return, code', '{ code', 6, 'rules.0.do.0', 'the field action is missing'],
    [', code: CKR_DEVICE_ERROR', '', 6, 'rules.0.do.0', 'the field code is missing'],
    [
      'code: CKR_DEVICE_ERROR',
      'code: CKR_DEVICE_ERROR, ms: 3',
      6,
      'rules.0.do.0.ms',
      'there is no field "ms" here',
    ],
    ['ms: 5', 'ms: 3600001', 12, 'rules.1.do.0.ms', 'expected 3600000 or less, got 3600001'],
    ['ms: 5', 'ms: [1]', 12, 'rules.1.do.0.ms', 'expected a whole number, got [1]'],
    ['call: 2', 'probability: 1.5', 4, 'rules.0.when.probability', 'expected 1 or less, got 1.5'],
  ])('%s → %s', (from, to, line, path, problem) => {
    const { code, message } = broken(from, to);
    expect(code).toBe('TOKEN_FAULT_SCRIPT_INVALID');
    expect(message).toContain(`f.yaml, line ${line}, at ${path}: `);
    expect(message).toContain(problem);
  });

  it('is told its misspelt field before one that is missing', () => {
    const text = 'rules: [{when: {functoin: C_Sign}, do: [{action: hang}]}]\n';
    const { message } = refusal(text);
    expect(message).toContain(
      'f.yaml, line 1, at rules.0.when.functoin: there is no field "functoin" here; ',
    );
    expect(message).toContain('did you mean function?');
    expect(message.endsWith('; also line 1, at the top: the field name is missing')).toBe(true);
  });

  it('is told all its mistakes in the order of their weight, each once, up to a limit', () => {
    const text = `name: test
rules:
  - whn: { call: 0 }
    do: [{ action: delay, ms: none }]
  - when: { every: 0 }
    do: [{ action: explode }]
`;
    const { message } = refusal(text);
    expect(message.split('; also ').map((one) => one.replace(/:? there .*|: expected.*/, ''))).toEqual([
      'f.yaml, line 3, at rules.0.whn',
      'line 3, at rules.0: the field when is missing',
      'line 4, at rules.0.do.0.ms',
      'line 5, at rules.1.when.every',
      'line 6, at rules.1.do.0',
    ]);
    const many = `name: test\nrules:\n${'  - { when: { call: 0 }, do: [{ action: hang }] }\n'.repeat(9)}`;
    expect(refusal(many).message.endsWith('; and 4 more')).toBe(true);
  });
});

describe('a script that makes no sense', () => {
  it.each([
    ['C_Sign', 'C_Sing', 4, 'rules.0.when.function', 'there is no function C_Sing'],
    ['call: 2', 'class: any', 4, 'rules.0.when.class', 'a function or a class, not both'],
    ['call: 2', 'call: 2, every: 3', 4, 'rules.0.when', 'one of call, every, and from with to'],
    ['call: 2', 'from: 3, to: 2', 4, 'rules.0.when.to', 'expected 3 or more, got 2'],
    ['call: 2', 'mechanism: CKM_NONE', 4, 'rules.0.when.mechanism', 'there is no mechanism CKM_NONE'],
    ['call: 2', 'userType: so', 4, 'rules.0.when.userType', 'only C_Login has a user type'],
    [
      'C_Sign, call: 2',
      'C_Login, mechanism: CKM_ECDSA',
      4,
      'rules.0.when.mechanism',
      'no call of C_Login has a mechanism',
    ],
    [
      'C_Sign, call: 2',
      'C_GetSlotList, loggedIn: user',
      4,
      'rules.0.when.loggedIn',
      'no call of C_GetSlotList belongs to a session',
    ],
    [
      'call: 2',
      'objectClass: certificate',
      4,
      'rules.0.when.objectClass',
      'no call of C_Sign is about an object that is there',
    ],
    ['CKR_DEVICE_ERROR', 'CKR_NO_SUCH', 6, 'rules.0.do.0.code', 'there is no return value CKR_NO_SUCH'],
    ['CKR_DEVICE_ERROR', 'CKR_OK', 6, 'rules.0.do.0.code', 'CKR_OK is no fault'],
    ['rule: first', 'rule: second', 9, 'rules.1.when.after.rule', 'there is no rule second'],
    ['rule: first', 'rule: rule-2', 9, 'rules.1.when.after.rule', 'a rule cannot wait for itself'],
    ['  - when:', '  - name: first\n    when:', 7, 'rules.1.name', 'a rule before it is called first too'],
    [
      'return, code: CKR_DEVICE_ERROR',
      'repeat-random',
      5,
      'rules.0.do',
      'repeat-random works on C_GenerateRandom',
    ],
    ['function: C_Sign, ', '', 4, 'rules.0.when', 'call is about calls: say which'],
    ['      class: signatures\n', '', 7, 'rules.1.when', 'delay happens to a call'],
    [
      'return, code: CKR_DEVICE_ERROR',
      'wrong-attribute, attribute: CKA_NONE',
      6,
      'rules.0.do.0.attribute',
      'there is no attribute CKA_NONE',
    ],
  ])('%s → %s', (from, to, line, path, problem) => {
    const { code, message } = broken(from, to);
    expect(code).toBe('TOKEN_FAULT_SCRIPT_INVALID');
    expect(message).toContain(`f.yaml, line ${line}, at ${path}: `);
    expect(message).toContain(problem);
  });

  const withActions = (actions: string) =>
    good.replace('- { action: return, code: CKR_DEVICE_ERROR }', actions);

  it.each([
    ['[{action: return, code: 5}, {action: return, code: 6}]', 1, 'return', 'return'],
    ['[{action: return, code: 5, moment: after}, {action: return, code: 6}]', 0, 'return', 'return'],
    ['[{action: return, code: 5}, {action: close-socket}]', 1, 'close-socket', 'return'],
    ['[{action: return, code: 5}, {action: sign-other-data}]', 1, 'sign-other-data', 'return'],
    ['[{action: flip-bit}, {action: return, code: 5}]', 0, 'flip-bit', 'return'],
    ['[{action: close-socket}, {action: delay, ms: 5}]', 1, 'delay', 'close-socket'],
    ['[{action: close-socket}, {action: remove, moment: after}]', 1, 'remove', 'close-socket'],
    ['[{action: cut-power, counter: after}, {action: remove}]', 1, 'remove', 'cut-power'],
    ['[{action: hang, moment: after}, {action: cut-power, counter: before}]', 0, 'hang', 'cut-power'],
  ])('an action that could never be done is refused: %s', (actions, index, never, ending) => {
    const { code, message } = refusal(withActions(actions));
    expect(code).toBe('TOKEN_FAULT_SCRIPT_INVALID');
    expect(message).toContain(
      `f.yaml, line 6, at rules.0.do.${index}: ${never} could never be done: ${ending} ends the call before it`,
    );
  });

  it.each([
    '[{action: return, code: 5}, {action: delay, ms: 5}, {action: remove}, {action: kill-engine, moment: after}]',
    '[{action: close-socket}, {action: remove}, {action: damage}]',
    '[{action: remove, moment: after}, {action: return, code: 5}]',
    '[{action: remove}, {action: cut-power, counter: before}]',
  ])('what can be done is taken: %s', (actions) => {
    expect(readScript(withActions(actions), 'f').rules).toHaveLength(2);
  });

  it('actions on the token alone may follow each other as one likes, without a call', () => {
    const text =
      'name: t\nrules: [{when: {afterMs: 1}, do: [{action: cut-power, counter: before}, {action: insert}]}]\n';
    expect(readScript(text, 'f').rules).toHaveLength(1);
  });

  it('rules that wait for each other all round are refused, and told in that order', () => {
    const rule = (name: string, after: string) =>
      `- { name: ${name}, when: { after: { rule: ${after} } }, do: [{ action: remove }] }\n`;
    const { code, message } = refusal(
      `name: t\nrules:\n${rule('a', 'c')}${rule('b', 'a')}${rule('c', 'b')}${rule('d', 'a')}`,
    );
    expect(code).toBe('TOKEN_FAULT_SCRIPT_INVALID');
    const [first, ...others] = message.split('; also ');
    expect(first).toContain(
      'f.yaml, line 3, at rules.0.when.after.rule: the rules wait for each other, and none can be the first: a waits for c waits for b waits for a',
    );
    expect(others).toHaveLength(2);
    const begins = '- { name: a, when: { function: C_Sign }, do: [{ action: remove }] }\n';
    expect(
      readScript(`name: t\nrules:\n${rule('c', 'b')}${rule('b', 'a')}${begins}`, 'f').rules,
    ).toHaveLength(3);
  });

  it('a mechanism is taken where one call of several can have it', () => {
    const text = good.replace('C_Sign, call: 2', '[C_Login, C_Sign], mechanism: CKM_ECDSA');
    expect(readScript(text, 'f').rules).toHaveLength(2);
  });

  it('says when, for rules that wait for no call', () => {
    const text = 'name: t\nrules:\n  - when: {}\n    do: [{ action: remove }]\n';
    expect(refusal(text).message).toContain('line 3, at rules.0.when: say when');
    expect(readScript(text.replace('{}', '{ afterMs: 10 }'), 'f').rules).toHaveLength(1);
  });
});

describe('text that is no script', () => {
  const bomb = [
    'a: &a [x, x]',
    ...'bcdefgh'.split('').map((name, n) => `${name}: &${name} [${`*${'abcdefgh'[n]}, `.repeat(9)}x]`),
  ];

  it.each([
    ['aliases', 'name: &n test\nrules: *n\n', 2, 'aliases are not taken'],
    ['a bomb of aliases', `${bomb.join('\n')}\nrules: *h\n`, 2, 'aliases are not taken'],
    ['a tag', 'name: !!js/function x\nrules: []\n', 1, 'tag'],
    ['a key twice', 'name: a\nname: b\n', 2, 'unique'],
    ['two documents', 'name: a\n---\nname: b\n', 2, 'multiple documents'],
    ['a list as a key', 'name: a\n? [x]\n: y\n', 2, 'a key is a word'],
    ['broken YAML', 'name: "a\nrules: [\n', 2, ''],
    ['brackets without end', `name: a\nrules: ${'['.repeat(60000)}`, 2, 'nested too deeply'],
    ['braces without end', `name: a\nrules: ${'{a: '.repeat(15000)}`, 2, 'nested too deeply'],
    ['dashes without end', `name: a\nrules:\n  ${'- '.repeat(20000)}x`, 3, 'nested too deeply'],
    ['question marks without end', '? '.repeat(20000), 1, 'nested too deeply'],
    ['a deep staircase', staircase(), 1, 'nested too deeply'],
  ])('%s', (_name, text, line, problem) => {
    const { code, message } = refusal(text);
    expect(code).toBe('TOKEN_FAULT_SCRIPT_UNPARSABLE');
    expect(message).toContain('f.yaml, line ');
    expect(message.toLowerCase()).toContain(problem);
    if (problem !== '' && _name !== 'a deep staircase') expect(message).toContain(`line ${line}:`);
  });

  it('is refused unread above 64 KiB', () => {
    const { code, message } = refusal(`# ${'x'.repeat(70000)}\n${good}`);
    expect(code).toBe('TOKEN_FAULT_SCRIPT_TOO_LARGE');
    expect(message).toContain('at most 65536');
  });

  it.each(['', 'null', '3', '[]', '"text"', '- name: x', '__proto__: { rules: [] }', '? [a]\n: b'])(
    '%j',
    (text) => {
      expect(refusal(text).code).toMatch(/^TOKEN_FAULT_SCRIPT_/);
    },
  );

  function staircase(): string {
    const steps = Array.from({ length: 200 }, (_, depth) => `${' '.repeat(depth)}a:`);
    return `${steps.join('\n')}\n`;
  }
});
