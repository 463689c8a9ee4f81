/** What one file may cost in questions about certificates, and that a verdict does not hang on what was asked before. */
import { describe, expect, it } from 'vitest';
import { parseCertificate } from '../cms/certificate.ts';
import { amounts, budgetOfFile } from '../path/budget.ts';
import { defaultAlgorithms } from '../policy/policy.ts';
import { now, person, policy } from '../testing/hand-made.ts';
import { judgeChain, type Material, materialOf } from './chain.ts';
import { documentUses } from './signer.ts';

const nothing = { certificates: [], crls: [], ocsps: [] };
const leaf = parseCertificate(person.der);
const ask = (material: Material, at = now) =>
  judgeChain(leaf, [], material, defaultAlgorithms, new Date(at), documentUses);

describe('the work of one file', () => {
  it('is counted also for answers that are known from an earlier file', () => {
    const store = policy();
    const [first, second] = [materialOf(store, nothing), materialOf(store, nothing)];
    expect(ask(first).kind).toBe('good');
    expect(ask(second).kind).toBe('good');
    expect(second.work.left).toEqual(first.work.left);
    expect(second.work.left.signature).toBeLessThan(budgetOfFile.signature);
  });

  it('ends, and then no more is found, known or not', () => {
    const store = policy();
    expect(ask(materialOf(store, nothing)).kind).toBe('good');
    const poor = materialOf(store, nothing);
    poor.work.left = amounts(() => 1);
    expect(ask(poor)).toEqual({ kind: 'no-path', ended: true });
    // And what was found with too little is not taken for an answer later.
    expect(ask(materialOf(store, nothing)).kind).toBe('good');
  });

  it('of an honest file with a hundred signers lasts', () => {
    const material = materialOf(policy(), nothing);
    for (let signature = 0; signature < 200; signature++) {
      const at = new Date(Date.parse(now) + signature * 1_000).toISOString();
      expect(ask(material, at).kind).toBe('good');
    }
  });
});
