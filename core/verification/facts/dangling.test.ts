/** Anybody gets a time stamp over anything: what is refused of a revision that nobody signs is refused of a stamped one. */
import { expect, it } from 'vitest';
import { bothSign } from '../testing/hand-made.ts';
import { append, type Objects, signRevision } from '../testing/pdf.ts';
import { collectFacts } from './collect.ts';

const refused = (pdf: Buffer) =>
  collectFacts(pdf).changes.flatMap(({ vouched, kind, place }) => (vouched ? [] : [`${kind} ${place}`]));

const stamped = (objects: Objects) =>
  signRevision(bothSign(), {
    name: 'Stamp',
    number: 11,
    earlier: ['5 0 R', '8 0 R'],
    rect: '0 0 0 0',
    type: 'DocTimeStamp',
    subFilter: 'ETSI.RFC3161',
    claimed: null,
    objects,
    sign: () => Buffer.of(0x30, 0),
  });

it('an object that refers to nothing', () => {
  const objects = { 20: '[99 0 R]' };
  expect(refused(append(bothSign(), objects))).toContain('dangling-reference object 20');
  expect(refused(stamped(objects))).toContain('dangling-reference object 20');
  expect(refused(stamped({}))).toEqual([]);
});
