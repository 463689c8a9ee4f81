/** Anybody gets a time stamp over anything: what is refused of a revision that nobody signs is refused of a stamped one. */
import { expect, it } from 'vitest';
import { withStream } from '../../testing/attacks-tables.ts';
import { agencySigns, bothSign, personSigns, policy } from '../../testing/hand-made.ts';
import { append, baseObjects, basePdf, type Objects, signRevision } from '../../testing/pdf.ts';
import { verifyPdf } from '../../verify.ts';
import { collectFacts } from '../collect.ts';

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

it('a trailer that does', () => {
  const options = { trailer: '/Info 99 0 R', size: 31 };
  expect(refused(append(bothSign(), {}, options))).toContain('dangling-reference trailer');
  const streamed = withStream(bothSign(), {}, {});
  expect(refused(append(streamed, {}, options))).toContain('dangling-reference trailer');
});

it('a generation that is not there, where a table follows a stream', () => {
  const streamed = withStream(bothSign(basePdf({ ...baseObjects, 15: '[4 1 R]' })), {}, {});
  expect(refused(streamed)).toEqual([]);
  expect(refused(append(streamed, {}, { size: 31 }))).toEqual(['dangling-reference object 15']);
});

it('what a signer signs with it is a warning, unless it was there before', () => {
  const signed = personSigns(basePdf({ ...baseObjects, 15: '[98 0 R]' }));
  const found = (pdf: Buffer) =>
    verifyPdf(pdf, policy()).findings.map(({ code, detail }) => [code, detail?.code, detail?.values?.where]);
  expect(found(agencySigns(signed))).toEqual([]);
  const objects = { 20: '[99 0 R]' };
  const pdf = agencySigns(signed, { objects });
  expect(refused(pdf)).toEqual([]);
  expect(found(pdf)).toEqual([['TABLE_ODD', 'SIGNED_TO_NOTHING', 'object 20']]);
  expect(verifyPdf(pdf, policy()).verdict).toBe('TOTAL-PASSED');
});

it('a signer who turns streams into tables is warned about all of it', () => {
  const streamed = withStream(personSigns(basePdf({ ...baseObjects, 15: '[98 0 R]' })), {}, {});
  const { changes } = collectFacts(agencySigns(streamed));
  expect(changes).toContainEqual(
    expect.objectContaining({ kind: 'dangling-reference', vouched: true, place: 'object 15' }),
  );
});

it('an object that nothing leads to is named in both as well', () => {
  const named = (pdf: Buffer) => collectFacts(pdf).changes.map(({ kind, place }) => `${kind} ${place}`);
  const objects = { 20: '<<>>' };
  expect(named(append(bothSign(), objects))).toContain('unreferenced object 20');
  expect(named(stamped(objects))).toContain('unreferenced object 20');
});
