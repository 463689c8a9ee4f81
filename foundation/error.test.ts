import { describe, expect, it } from 'vitest';
import { defineErrors } from './error.ts';

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

  it('leaves a place without a value as it stands, so that a missing value is seen', () => {
    expect(fail('DOOR_LOCKED').message).toBe('The door {door} is locked.');
  });
});
