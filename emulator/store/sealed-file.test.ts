/** What is said of a state file that somebody has changed. */
import { expect, it } from 'vitest';
import { fail } from '../errors.ts';
import { reasonOf, unsealed } from './sealed-file.ts';

function refusal(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

it('the reason stands beside the sentence, whatever the file is called', () => {
  const error = refusal(() => unsealed('{}', 'it is damaged: no'));
  expect(error).toMatchObject({
    code: 'EMULATOR_STATE_DAMAGED',
    exit: 2,
    message: 'the file it is damaged: no is damaged: it does not have the form of a state file',
    hint: expect.stringContaining('Put a good copy of it back. If it is of a token'),
  });
  expect(reasonOf(error)).toBe('it does not have the form of a state file');
});

it('another refusal is its own reason, and what is none goes on', () => {
  const other = fail('EMULATOR_NOT_RUNNING', { dir: '/d' });
  expect(reasonOf(other)).toBe('no emulator is running on /d');
  const mistake = new TypeError('x');
  expect(refusal(() => reasonOf(mistake))).toBe(mistake);
});
