/** A signature is refused here where verification would refuse the file with it: two readers of what earlier ones lock. */
import { describe, expect, it } from 'vitest';
import type { CongvuError } from '../../../foundation/error.ts';
import { freeFieldName, openForWriting } from '../../pdf/writing/index.ts';
import { agencySigns, personSigns, verdictOf } from '../../verification/testing/hand-made.ts';

const fieldLock = (text: string) => `<</TransformMethod/FieldMDP/TransformParams<<${text}>>>>`;
const level = (text: string) => `<</TransformMethod/DocMDP/TransformParams<<${text}/V/1.2>>>>`;

async function signing(pdf: Uint8Array): Promise<string> {
  try {
    freeFieldName(await openForWriting(pdf), 'Agency');
    return 'open';
  } catch (error) {
    return (error as CongvuError).code;
  }
}

describe('what earlier signatures lock', () => {
  it.each<readonly [string, string, string, string]>([
    ['nothing', '', '', 'open'],
    ['another field', fieldLock('/Action/Include/Fields[(Other)]'), '', 'open'],
    ['this field', fieldLock('/Action/Include/Fields[(Agency)]'), '', 'PDF_FIELD_LOCKED'],
    ['all but this field', fieldLock('/Action/Exclude/Fields[(Agency)]'), '', 'open'],
    [
      'this field, by the second of two transforms',
      fieldLock('/Action/Include/Fields[(Other)]') + fieldLock('/Action/Include/Fields[(Agency)]'),
      '',
      'PDF_FIELD_LOCKED',
    ],
    [
      'this field, which one of two leaves open',
      fieldLock('/Action/Exclude/Fields[(Agency)]') + fieldLock('/Action/Exclude/Fields[(Other)]'),
      '',
      'PDF_FIELD_LOCKED',
    ],
    [
      'what both leave open',
      fieldLock('/Action/Exclude/Fields[(Agency)]') + fieldLock('/Action/Include/Fields[(Other)(Agenc)]'),
      '',
      'open',
    ],
    [
      'this field, by the lock of the signed one',
      fieldLock('/Action/Include/Fields[(Other)]'),
      '/Lock<</Action/Include/Fields[(Agency)]>>',
      'PDF_FIELD_LOCKED',
    ],
    ['nobody knows what', fieldLock('/Action/Some/Fields[(Agency)]'), '', 'PDF_FIELD_LOCKED'],
    ['fields that are no list', fieldLock('/Action/Include/Fields(Other)'), '', 'PDF_FIELD_LOCKED'],
    ['a field that is no text', fieldLock('/Action/Include/Fields[(Other)/Sum]'), '', 'PDF_FIELD_LOCKED'],
    ['a transform that says nothing', '<</TransformMethod/FieldMDP>>', '', 'PDF_FIELD_LOCKED'],
    ['a lock that is none', '', '/Lock(All)', 'PDF_FIELD_LOCKED'],
    ['signatures are allowed', level('/P 2'), '', 'open'],
    ['the second of two levels', level('/P 2') + level('/P 1'), '', 'PDF_CERTIFIED_NO_CHANGES'],
  ])('%s', async (_, references, fieldEntries, expected) => {
    const signatureEntries = references === '' ? '' : `/Reference[${references}]`;
    const signed = personSigns(undefined, { signatureEntries, fieldEntries });
    expect(await signing(signed)).toBe(expected);
    const [verdict] = verdictOf(agencySigns(signed)).split(' ');
    expect(verdict).toBe(expected === 'open' ? 'TOTAL-PASSED' : 'TOTAL-FAILED');
  });
});
