/** The life of a token against a model that knows a person's words for it: at hand, away, gone, at the issuer's. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorTable } from '../errors.ts';
import { profileNamed } from '../profiles/index.ts';
import { type Damage, damageKinds, damages } from './condition.ts';
import { lifeTable, type Move, moved } from './life.ts';
import { blankToken, initialised, stateWord, withPin } from './state.ts';

const profile = profileNamed('strict');
const at = new Date('2026-01-01T00:00:00Z');
const owner = { by: 'owner' as const, at };
const fresh = withPin(initialised(blankToken(profile), profile, owner), 'user', profile, owner);
const moves = Object.keys(lifeTable) as Move[];

const steps = fc.array(
  fc.record({ move: fc.constantFrom(...moves, 'reset' as const), damage: fc.constantFrom(...damages) }),
  { maxLength: 40 },
);

interface Model {
  where: 'at hand' | 'away' | 'gone' | 'issuer';
  broken: Damage | undefined;
  leaked: boolean;
  empty: boolean;
}

const rank: Readonly<Record<Damage, number>> = { 'sign-error': 1, 'sign-failed': 1, unreadable: 2, dead: 3 };

/** Why a person could not do it; undefined: it is done, and `model` is what is so afterwards. */
const ofTools: readonly Move[] = ['wipe', 'initialise', 'lock', 'unlock'];

function act(model: Model, move: Move, damage: Damage): string | undefined {
  const { where, broken } = model;
  const touches = move !== 'compromise' && move !== 'delete';
  if (where === 'gone' && touches && move !== 'lose') return 'TOKEN_LOST';
  const issuersOwn = ['recall', 'repair', 'wipe', 'compromise', 'delete'].includes(move);
  if (where === 'issuer' && !issuersOwn && !(move === 'insert' && model.empty)) return 'TOKEN_RECALLED';
  if (where === 'away' && ofTools.includes(move)) return 'TOKEN_ABSENT';
  if (broken === 'dead' && ofTools.includes(move)) return 'TOKEN_DAMAGED';
  if (move === 'damage' && broken !== undefined && rank[broken] > rank[damage]) return 'TOKEN_DAMAGED';
  if (move === 'insert') model.where = 'at hand';
  if (move === 'remove') model.where = 'away';
  if (move === 'lose') model.where = 'gone';
  if (move === 'recall') model.where = 'issuer';
  if (move === 'damage') model.broken = damage;
  if (move === 'repair') model.broken = undefined;
  if (move === 'compromise') model.leaked = true;
  if (move === 'wipe') Object.assign(model, { leaked: false, empty: true });
  return undefined;
}

function wordOf({ where, broken, leaked, empty }: Model): string {
  if (where === 'gone') return 'lost';
  if (where === 'issuer') return 'recalled';
  if (broken !== undefined) return 'damaged';
  if (leaked) return 'compromised';
  if (where === 'away') return 'removed';
  return empty ? 'blank' : 'active';
}

describe('the life of a token', () => {
  it('goes as a model says, whatever happens to it in whatever order', () => {
    fc.assert(
      fc.property(steps, (list) => {
        let state = fresh;
        const model: Model = { where: 'at hand', broken: undefined, leaked: false, empty: false };
        for (const { move, damage } of list) {
          if (move === 'reset') {
            if (model.where !== 'at hand' || model.broken === 'dead') continue;
            state = withPin(initialised(state, profile, owner), 'user', profile, owner);
            Object.assign(model, { leaked: false, empty: false });
          } else {
            const refusal = act(model, move, damage);
            const result = moved(state, move, profile, damage);
            expect(result.outcome === 'refused' ? result.code : undefined).toBe(refusal);
            if (result.outcome === 'moved') state = result.state;
          }
          expect(stateWord(state)).toBe(wordOf(model));
          expect(state.condition).toBe(model.broken ?? 'sound');
          expect(state.compromised).toBe(model.leaked);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('takes every move a second time without a word', () => {
    fc.assert(
      fc.property(steps, fc.constantFrom(...moves), fc.constantFrom(...damages), (list, move, damage) => {
        let state = fresh;
        for (const step of list) {
          const before = step.move === 'reset' ? undefined : moved(state, step.move, profile, step.damage);
          if (before?.outcome === 'moved') state = before.state;
        }
        const once = moved(state, move, profile, damage);
        if (once.outcome === 'refused') return;
        const twice = moved(once.state, move, profile, damage);
        expect(twice).toEqual({ outcome: 'moved', state: once.state });
      }),
      { numRuns: 500 },
    );
  });

  it('refuses with codes that say what to do next', () => {
    for (const rules of Object.values(lifeTable)) {
      for (const rule of Object.values(rules).filter((one) => one.startsWith('TOKEN_'))) {
        expect(errorTable).toHaveProperty(rule);
      }
    }
  });
});

describe('the kinds of damage', () => {
  it('are ranked and told apart', () => {
    for (const damage of damages) {
      expect(damageKinds[damage]).toMatchObject({ damage, severity: rank[damage] });
      expect(damageKinds[damage].meaning).toMatch(new RegExp(`^${damage}: `));
    }
  });
});
