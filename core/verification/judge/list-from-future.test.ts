/** Lists that are dated in the future make no certificate good, by the clock of whoever verifies. */
import { describe, expect, it } from 'vitest';
import { bothSign, policy, trust, verdictOf } from '../testing/hand-made.ts';
import { verifyPdf } from '../verify.ts';

const good = bothSign();

describe('a list of authorities', () => {
  const from = (thisUpdate: string) => {
    const list = { thisUpdate, nextUpdate: '2026-04-30T00:00:00Z' };
    return { trust: trust({ subCrl: list }), now: new Date('2026-03-12T00:00:00Z') };
  };

  it.each([
    ['of today, verified as of an earlier day', '2026-03-12T00:00:00Z', 'TOTAL-PASSED OK'],
    ['five minutes ahead', '2026-03-12T00:05:00Z', 'TOTAL-PASSED OK'],
    ['from the future', '2026-03-12T00:05:01Z', 'INDETERMINATE TRY_LATER REVOCATION_UNKNOWN'],
  ])('%s', (_, thisUpdate, verdict) => {
    expect(verdictOf(good, from(thisUpdate))).toBe(verdict);
  });

  it('of a day to come, verified as of a later one, is one of that day', () => {
    const changes = { ...from('2026-03-20T00:00:00Z'), at: new Date('2026-03-21T00:00:00Z') };
    expect(verdictOf(good, changes)).toBe('TOTAL-PASSED OK');
  });

  it('is believed by the clock of each verification, whatever was asked before', () => {
    const { trust: kept } = from('2026-03-14T00:00:00Z');
    const on = (day: string) => verdictOf(good, { trust: kept, now: new Date(`2026-03-${day}T00:00:00Z`) });
    expect(['15', '12', '15'].map(on)).toEqual([
      'TOTAL-PASSED OK',
      'INDETERMINATE TRY_LATER REVOCATION_UNKNOWN',
      'TOTAL-PASSED OK',
    ]);
  });

  it('from the future is named in both languages', () => {
    const { detail } = verifyPdf(good, policy(from('2026-03-14T00:00:00Z')));
    expect(detail?.code).toBe('LIST_FROM_FUTURE');
  });
});
