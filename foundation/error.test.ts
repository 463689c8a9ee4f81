import { describe, expect, it } from 'vitest';
import { defineErrors, rephrased, wordsOf } from './error.ts';

const fail = defineErrors({
  DOOR_LOCKED: { exit: 2, message: 'The door {door} is locked.', hint: 'Open {door} with key {key}.' },
});

describe('defineErrors', () => {
  it('fills the values into message and hint and keeps code, exit and cause', () => {
    const cause = new Error('below');
    const error = fail('DOOR_LOCKED', { door: 'A', key: 7 }, cause);
    expect(error).toMatchObject({
      code: 'DOOR_LOCKED',
      exit: 2,
      message: 'The door A is locked.',
      hint: 'Open A with key 7.',
      cause,
    });
  });

  it('quotes what stands in a command, where a shell would not read it as it is', () => {
    const failing = defineErrors({
      X: { exit: 2, message: '{dir}', hint: 'Run "congvu x --dir {dir:word}".' },
    });
    expect(failing('X', { dir: 'a b' })).toMatchObject({
      message: 'a b',
      hint: `Run "congvu x --dir 'a b'".`,
    });
    expect(failing('X', { dir: '/ab' }).hint).toBe('Run "congvu x --dir /ab".');
  });

  it('keeps the last word of a command from being taken for an option', () => {
    const fail = defineErrors({
      X: { exit: 2, message: '{label}', hint: 'Run "congvu x {label:operand}".' },
    });
    expect(fail('X', { label: 'a b' }).hint).toBe(`Run "congvu x 'a b'".`);
    expect(fail('X', { label: '--help' }).hint).toBe('Run "congvu x -- --help".');
    expect(fail('X', { label: '-a b' }).message).toBe('-a b');
  });

  it('says the same in Vietnamese where there are words, and takes a value in the language around it', () => {
    const table = { SHUT: { exit: 3, message: 'shut: {why}', hint: 'Wait {hours} h.' } } as const;
    const failing = defineErrors(table, { SHUT: { message: 'đóng cửa: {why}', hint: 'Chờ {hours} giờ.' } });
    const error = failing('SHUT', { why: { en: 'a holiday', vi: 'ngày lễ' }, hours: 2 });
    expect(error).toMatchObject({ message: 'shut: a holiday', hint: 'Wait 2 h.' });
    expect(error.vietnamese).toEqual({ message: 'đóng cửa: ngày lễ', hint: 'Chờ 2 giờ.' });
    expect(wordsOf(error, 'vi').message).toBe('đóng cửa: ngày lễ');
    expect(wordsOf(fail('DOOR_LOCKED', { door: 'A' }), 'vi').message).toBe('The door A is locked.');
  });

  it('does not compile with a code that one of the languages lacks', () => {
    const table = { SHUT: { exit: 3, message: 'm', hint: 'h' } } as const;
    const words = { SHUT: { message: 'v', hint: 'w' }, OPEN: { message: 'v', hint: 'w' } };
    // @ts-expect-error SHUT has no Vietnamese.
    defineErrors(table, {});
    // @ts-expect-error OPEN stands in no table.
    defineErrors(table, words);
  });

  it('can be rephrased in both languages, with everything else kept', () => {
    const failing = defineErrors(
      { X: { exit: 2, message: 'm', hint: 'h' } },
      { X: { message: 'v', hint: 'w' } },
    );
    const cause = new Error('below');
    const said = rephrased(failing('X', {}, cause), ({ message, hint }) => ({
      message: `${message}!`,
      hint,
    }));
    expect(said).toMatchObject({ code: 'X', exit: 2, message: 'm!', hint: 'h', cause });
    expect(said.vietnamese).toEqual({ message: 'v!', hint: 'w' });
    expect(rephrased(fail('DOOR_LOCKED'), (words) => words).vietnamese).toBeUndefined();
  });

  it('leaves a place without a value as it stands, so that a missing value is seen', () => {
    expect(fail('DOOR_LOCKED').message).toBe('The door {door} is locked.');
  });
});
