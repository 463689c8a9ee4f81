/** What is said of a file that cannot be read is what keeps it from being read. */
import { expect, it } from 'vitest';
import { notReadable } from './not-readable.ts';

const told = (code: string, path = 'a.pdf') => {
  const { code: said, message, hint } = notReadable(path, Object.assign(new Error(code), { code }));
  return { said, message, hint };
};

it.each(['EACCES', 'EPERM'])('is the rights, and not the path, after %s', (code) => {
  const { said, message, hint } = told(code);
  expect([said, message]).toEqual(['VERIFY_FILE_UNREADABLE', expect.stringContaining(code)]);
  expect(hint).toContain('rights');
});

it.each(['ENOENT', 'ENOTDIR', 'ELOOP'])('is the path after %s', (code) => {
  expect(told(code)).toMatchObject({ said: 'VERIFY_FILE_NOT_FOUND', hint: 'Check the path.' });
});

it('is the name where that has not come through', () => {
  expect(told('ENOENT', 'a\ufffd.pdf').said).toBe('VERIFY_FILE_NAME_UNREADABLE');
});
