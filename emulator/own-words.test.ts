/** Complaints of a full disk come with a code wherever one asks the emulator; other errors pass as they are. */
import { describe, expect, it } from 'vitest';
import { inOwnWords } from './own-words.ts';

const complaint = (code: string): Error => Object.assign(new Error(`${code}: write`), { code });
const area = (error: Error) =>
  inOwnWords('/d', {
    now: (): number => {
      throw error;
    },
    group: { later: async (): Promise<number> => Promise.reject(error) },
    echo: (word: string): string => word,
    stopped: Promise.resolve('stopped'),
    lists: ['a'],
  });

describe('an emulator in its own words', () => {
  it.each([
    ['ENOSPC', 'EMULATOR_DISK_FULL'],
    ['EDQUOT', 'EMULATOR_DISK_FULL'],
    ['EROFS', 'EMULATOR_DIR_NOT_WRITABLE'],
    ['ENOENT', 'ENOENT'],
  ])('tells %s as %s, at once and later, in every group', async (system, code) => {
    const { now, group } = area(complaint(system));
    expect(now).toThrow(expect.objectContaining({ code }));
    await expect(group.later()).rejects.toMatchObject({ code });
  });

  it('tells a folder that was closed to its user by its name', async () => {
    const error = Object.assign(complaint('EACCES'), { path: '/d/tokens/A/.state.json.part' });
    await expect(area(error).group.later()).rejects.toMatchObject({
      code: 'EMULATOR_DIR_NOT_WRITABLE',
      message: 'cannot write in /d/tokens/A (permission denied)',
    });
    expect(area(complaint('EACCES')).now).toThrow(expect.objectContaining({ code: 'EACCES' }));
  });

  it('answers as before', async () => {
    const { echo, stopped, lists } = area(complaint('ENOSPC'));
    expect([echo('x'), await stopped, lists]).toEqual(['x', 'stopped', ['a']]);
  });
});
