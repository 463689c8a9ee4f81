/** Lists that several fields share. */
import { expect, it } from 'vitest';
import { openPdf } from '../../pdf/reading/index.ts';
import { certifiedForm } from '../testing/filling.ts';
import { append } from '../testing/pdf.ts';
import { choicesIn, mostShown } from './choices.ts';

const reference = { kind: 'reference', number: 60, generation: 0 } as const;
const choices = (list: string) => {
  const view = openPdf(certifiedForm({ base: { 60: list } })).view();
  return { first: choicesIn(view, reference), again: choicesIn(view, reference) };
};

it('are read once', () => {
  const { first, again } = choices('[(a)[(b)(B)]]');
  expect(again).toBe(first);
  expect(first.all).toEqual([
    { held: 'a', shown: 'a', isPair: false },
    { held: 'b', shown: 'B', isPair: true },
  ]);
});

it('are read anew in another revision, though the list itself stands as it was', () => {
  const base = certifiedForm({ base: { 60: '[61 0 R]', 61: '(a)' } });
  const file = openPdf(append(base, { 61: '(b)' }));
  const held = (revision: number) => choicesIn(file.view(revision), reference).all.map((one) => one.held);
  expect([held(file.revisions.length - 2), held(file.revisions.length - 1)]).toEqual([['a'], ['b']]);
});

it('say what a value shows, each text once, and not more of them than anybody compares', () => {
  const { first } = choices(
    `[[(a)(x)][(a)(x)][(a)(y)][(b)7]${[...Array(40).keys()].map((at) => `[(c)(${at})]`).join('')}]`,
  );
  expect(first.of('a').map(({ shown }) => shown)).toEqual(['x', 'y']);
  expect(first.of('b')).toEqual([{ held: 'b', shown: '', isPair: false }]);
  expect(first.of('c')).toHaveLength(mostShown + 1);
  expect(first.of('d')).toEqual([]);
});
