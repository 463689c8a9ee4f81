import { describe, expect, it } from 'vitest';
import { allAtOnce, heavierBy, type Steps, sideBySide } from './steps.ts';

/** Notes each of its steps, and says how heavy it is behind them. */
function* noting(name: string, weights: readonly number[], notes: string[]): Steps<string> {
  for (const [index, weight] of weights.entries()) {
    notes.push(`${name}${index}`);
    yield weight;
  }
  notes.push(`${name} ends`);
  return name;
}

function run(all: readonly (readonly [string, readonly number[]])[], lightBytes = 10) {
  const notes: string[] = [];
  const done: string[] = [];
  sideBySide(
    all.map(([name, weights]) => [name, noting(name, weights, notes)] as const),
    lightBytes,
    (name) => done.push(name),
  );
  return { notes, begun: notes.map((note) => note.charAt(0)), done };
}

describe('work in steps', () => {
  it('comes to its end at once', () => {
    const notes: string[] = [];
    expect(allAtOnce(noting('a', [1, 99, 1], notes))).toBe('a');
    expect(notes).toEqual(['a0', 'a1', 'a2', 'a ends']);
  });

  it('takes turns, step by step, until each has ended', () => {
    const { notes, begun, done } = run([
      ['a', [1, 1]],
      ['b', []],
      ['c', [1]],
    ]);
    expect(notes).toEqual(['a0', 'b ends', 'c0', 'a1', 'c ends', 'a ends']);
    expect(begun).toEqual(['a', 'b', 'c', 'a', 'c', 'a']);
    expect(done).toEqual(['b', 'c', 'a']);
  });

  it('finishes what has grown heavy before anything else goes on', () => {
    const { notes } = run([
      ['a', [1, 1]],
      ['b', [10, 11, 1, 12, 12]],
      ['c', [1]],
    ]);
    expect(notes).toEqual(['a0', 'b0', 'c0', 'a1', 'b1', 'b2', 'c ends', 'a ends', 'b3', 'b4', 'b ends']);
  });

  it('holds one heavy thing at a time', () => {
    const { notes } = run([
      ['a', [11, 11]],
      ['b', [11]],
    ]);
    expect(notes).toEqual(['a0', 'a1', 'a ends', 'b0', 'b ends']);
  });

  it('is heavier by what is held beside it', () => {
    let beside = 100;
    const steps = heavierBy(noting('a', [1, 2], []), () => beside++);
    expect([steps.next(), steps.next(), steps.next()]).toEqual([
      { done: false, value: 101 },
      { done: false, value: 103 },
      { done: true, value: 'a' },
    ]);
  });

  it('passes on what a step throws', () => {
    function* failing(): Steps<string> {
      yield 1;
      throw new RangeError('here');
    }
    const go = () => sideBySide([['a', failing()]], 10, () => undefined);
    expect(go).toThrow('here');
    expect(() => allAtOnce(failing())).toThrow('here');
  });
});
