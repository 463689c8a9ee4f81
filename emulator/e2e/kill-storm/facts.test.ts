/** The storm's bookkeeping complains of a try given back or lost, and of keys gone or risen. */
import { describe, expect, it } from 'vitest';
import { seededDice } from './dice.ts';
import { freshTries, halfMade, keysSeen, noKeys, triesSeen, wrongAnswered, wrongSent } from './facts.ts';

describe('tries', () => {
  it('may or may not be gone while nobody has answered', () => {
    for (const left of [5, 6]) {
      const tries = freshTries(6);
      wrongSent(tries);
      expect(triesSeen(tries, left)).toBeUndefined();
    }
  });

  it('that were answered are gone, and none comes back', () => {
    const tries = freshTries(6);
    wrongSent(tries);
    expect(wrongAnswered(tries, 'CKR_PIN_INCORRECT')).toBeUndefined();
    expect(triesSeen({ ...tries }, 5)).toBeUndefined();
    expect(triesSeen({ ...tries }, 6)).toContain('given back');
    expect(triesSeen({ ...tries }, 4)).toContain('lost');
    wrongAnswered(tries, 'CKR_PIN_LOCKED');
    expect(triesSeen(tries, 1)).toContain('given back');
  });

  it('do not let a wrong PIN in', () => {
    expect(wrongAnswered(freshTries(6), 'CKR_OK')).toContain('CKR_OK');
  });
});

describe('keys', () => {
  const keys = () => ({ ...noKeys(), certain: new Set(['a']), maybe: new Set(['b']) });
  it.each([
    [['a'], undefined],
    [['a', 'b'], undefined],
    [['b'], 'gone: a'],
    [['a', 'c'], 'nobody made'],
  ] as const)('%o', (seen, complaint) => {
    const said = keysSeen(keys(), seen);
    if (complaint === undefined) expect(said).toBeUndefined();
    else expect(said).toContain(complaint);
  });
});

describe('a key that is seen', () => {
  const pair = (id: string, signs = true) =>
    [
      { kind: 'public', id },
      { kind: 'private', id, signs },
    ] as const;
  const [publicHalf, privateHalf] = pair('b');
  it.each([
    ['a whole pair', pair('b'), undefined],
    ['a public key of a destroyed one', [{ kind: 'public', id: 'd' }], undefined],
    ['one without a name', [...pair('b'), { kind: 'private', id: '', signs: false }], '1 keys have no name'],
    ['a public one without a name', [...pair('b'), { kind: 'public', id: '' }], '1 keys have no name'],
    ['one that does not sign', pair('b', false), 'do not sign: b'],
    ['a private one alone', [privateHalf], 'other half: b'],
    ['a public one alone', [publicHalf], 'other half: b'],
  ] as const)('is held to be whole: %s', (_, seen, complaint) => {
    const said = halfMade([...pair('a'), ...seen], new Set(['d']));
    if (complaint === undefined) expect(said).toBeUndefined();
    else expect(said).toContain(complaint);
  });
});

describe('the dice', () => {
  it('fall the same way for the same seed, and otherwise for another', () => {
    const throws = (seed: number) => Array.from({ length: 20 }, () => seededDice(seed).split().below(1000));
    const row = (seed: number) => {
      const dice = seededDice(seed);
      return Array.from({ length: 20 }, () => dice.below(1000));
    };
    expect(row(7)).toEqual(row(7));
    expect(row(7)).not.toEqual(row(8));
    expect(throws(7)).toEqual(throws(7));
  });
});
