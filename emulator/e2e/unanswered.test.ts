/**
 * Engines, the server, or all of them are killed in the middle of calls that make or change objects, aimed by a look at the
 * files: whatever was not answered is not there afterwards, or is there whole; never a half of it, and nothing is lost.
 * More of them: `CONGVU_KILLS=60 npx vitest run emulator/e2e/unanswered`.
 */
import { describe, expect, it } from 'vitest';
import {
  cut,
  entered,
  files,
  judged,
  kills,
  marked,
  pairs,
  seed,
  victims,
  withKillableToken,
} from './aimed-kills.ts';
import { find, findKeys, generateKey, labels, setLabel } from './kill-storm/calls.ts';
import { seededDice } from './kill-storm/dice.ts';
import { makings } from './kill-storm/makings.ts';

withKillableToken();

describe.each(victims)('a kill of %s in the middle of', (victim) => {
  // A server takes its time to start.
  const rounds = victim === 'engines' ? kills : Math.ceil(kills / 2);
  /** On a crowded machine a kill may come too late for a call; some must be hit. */
  const enough = (round: number, hits: number): boolean =>
    round >= rounds && (hits > 0 || round >= 5 * rounds);

  it(
    `C_GenerateKeyPair, ${rounds} times, leaves no key that is half made (CONGVU_SEED=${seed})`,
    async () => {
      const dice = seededDice(seed);
      const answered = new Set<string>();
      let unanswered = 0;
      for (let number = 1; !enough(number - 1, unanswered); number++) {
        const maker = await entered();
        const id = number.toString(16).padStart(8, '0');
        const making = async (): Promise<void> => {
          if ((await generateKey(maker.app, maker.session, id)) === 'CKR_OK') answered.add(id);
        };
        await cut(victim, making, files, dice.below(4000));
        maker.app.close();
        if (!answered.has(id)) unanswered++;
        const looker = await entered();
        const seen = await pairs(looker);
        // A key whose answer was lost with the server may be there.
        if (victim !== 'engines' && seen.includes(id)) answered.add(id);
        expect(seen).toEqual([...answered].sort());
        looker.app.close();
      }
      expect(unanswered).toBeGreaterThan(0);
      await judged(answered.size);
    },
    60_000 + kills * 3000,
  );

  // What follows a making is the same for all of them: the server need not be started again for each.
  it.each(Object.entries(makings).filter(([name]) => name === 'C_CreateObject' || victim === 'engines'))(
    `%s, ${rounds} times, leaves no object without its label`,
    async (_, prepare) => {
      const dice = seededDice(seed);
      let least = 0;
      let unanswered = 0;
      for (let number = 1; !enough(number - 1, unanswered); number++) {
        const maker = await entered();
        const make = await prepare(maker.app, maker.session);
        let answered = false;
        const making = async (): Promise<void> => {
          answered = (await make()) === 'CKR_OK';
        };
        await cut(victim, making, marked, dice.below(2500));
        if (answered) least++;
        else unanswered++;
        maker.app.close();
        const looker = await entered();
        const seen = await labels(looker.app, looker.session);
        expect(await find(looker.app, looker.session)).toHaveLength(seen.length);
        expect(new Set(['data', ...seen])).toEqual(new Set(['data']));
        if (victim === 'engines') expect(seen).toHaveLength(least);
        expect(seen.length).toBeGreaterThanOrEqual(least);
        least = seen.length;
        looker.app.close();
      }
      expect(unanswered).toBeGreaterThan(0);
    },
    60_000 + kills * 3000,
  );

  it(
    `C_SetAttributeValue, ${rounds} times, leaves the old label or the new one`,
    async () => {
      const dice = seededDice(seed);
      const first = await entered();
      expect(await generateKey(first.app, first.session, '01')).toBe('CKR_OK');
      first.app.close();
      let label = '';
      let unanswered = 0;
      for (let number = 1; !enough(number - 1, unanswered); number++) {
        const setter = await entered();
        const [key = 0] = await findKeys(setter.app, setter.session);
        const fresh = `${number} `.padEnd(6000, 'khoá ');
        let result = 'nothing';
        const setting = async (): Promise<void> => {
          result = await setLabel(setter.app, setter.session, key, fresh);
        };
        await cut(victim, setting, marked, dice.below(1000));
        if (result !== 'CKR_OK') unanswered++;
        setter.app.close();
        const looker = await entered();
        expect(await pairs(looker)).toEqual(['01']);
        const now = (await labels(looker.app, looker.session)).at(-1) ?? '';
        expect(result === 'CKR_OK' ? [fresh] : [label, fresh]).toContain(now);
        label = now;
        looker.app.close();
      }
      expect(unanswered).toBeGreaterThan(0);
    },
    60_000 + kills * 3000,
  );
});
