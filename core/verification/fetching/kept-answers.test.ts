/** What a run keeps of the answers: each once, no more than it should, and no failure that was one document's own. */
import { describe, expect, it } from 'vitest';
import { keptAnswers } from './kept-answers.ts';

function counted(most = { answers: 3, bytes: 100 }) {
  const kept = keptAnswers(most, (error) => error instanceof RangeError);
  const asked: string[] = [];
  const of = (url: string, answer: () => Uint8Array = () => new Uint8Array(10)) =>
    kept.of(url, async () => {
      asked.push(url);
      return answer();
    });
  return { of, asked };
}

describe('answers of a run', () => {
  it('are asked for once, also by two at the same time', async () => {
    const { of, asked } = counted();
    await Promise.all([of('a'), of('a')]);
    await of('a');
    expect(asked).toEqual(['a']);
  });

  it('are forgotten, the oldest first, where they become too many or too large', async () => {
    const { of, asked } = counted();
    for (const url of ['a', 'b', 'c', 'd', 'b', 'a']) await of(url);
    expect(asked).toEqual(['a', 'b', 'c', 'd', 'a']);
    const large = counted();
    for (const url of ['a', 'b', 'a', 'b']) await large.of(url, () => new Uint8Array(60));
    expect(large.asked).toEqual(['a', 'b', 'a', 'b']);
  });

  it('stay failures, but not what may be otherwise a moment later', async () => {
    const { of, asked } = counted();
    const failing = (error: Error) => () => {
      throw error;
    };
    for (const url of ['a', 'a']) await expect(of(url, failing(new TypeError()))).rejects.toThrow(TypeError);
    for (const url of ['b', 'b'])
      await expect(of(url, failing(new RangeError()))).rejects.toThrow(RangeError);
    expect(asked).toEqual(['a', 'b', 'b']);
  });
});
