/** What holds for every accepted path, and that hostile heaps of certificates end with a code after bounded work. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Certificate, parseCertificate } from '../cms/certificate.ts';
import { DerError } from '../der/reader.ts';
import { budget, usualBudget } from '../path/budget.ts';
import { trustStore } from '../path/trust.ts';
import { parseCrl } from '../revocation/crl.ts';
import { certificate, crl, ecKey, type Identity } from '../testing/authority.ts';
import { strictHierarchy } from '../testing/strict-hierarchy.ts';
import { chainOf } from './chain.ts';

const rules = { at: new Date('2026-03-10T00:00:00Z'), hashes: ['sha256'], leastRsaBits: 2048 } as const;
const good = strictHierarchy();
const parsed = (...identities: readonly Identity[]) => identities.map(({ der }) => parseCertificate(der));
const [leaf, root] = [parseCertificate(good.leaf.der), parseCertificate(good.root.der)];
const crls = good.crls.map(parseCrl);

const judged = (intermediates: readonly Certificate[], anchors: readonly Certificate[] = [root]) =>
  chainOf(leaf, { anchors, intermediates, crls, ocsps: [] }, rules).kind;

/** Other authorities: strangers, namesakes with another key, certificates of the same authorities by others. */
const others: readonly Certificate[] = parsed(
  ...['sub', 'low', 'leaf', 'root', 'else'].flatMap((name) => [
    certificate({ name, key: ecKey() }),
    certificate({ name, issuer: good.root, key: ecKey() }),
    certificate({ name, issuer: certificate({ name: 'sub', key: ecKey() }) }),
    certificate({ name, issuer: good.root, notAfter: '2026-01-01T00:00:00Z' }),
  ]),
  certificate({ name: 'sub', issuer: good.between[1], key: good.between[0].key }),
  certificate({ name: 'low', issuer: good.root, key: good.between[1].key, notAfter: '2026-01-01T00:00:00Z' }),
  certificate({ name: 'root', issuer: good.between[0], key: good.root.key }),
);

describe('an accepted path', () => {
  it('stays accepted whatever else is at hand, in any order', () => {
    const heap = fc
      .subarray([...others])
      .chain((some) =>
        fc.shuffledSubarray([...some, ...parsed(...good.between)], { minLength: some.length + 2 }),
      );
    fc.assert(
      fc.property(heap, fc.subarray([...others]), (certificates, anchors) => {
        const extra = anchors.filter(({ subject, issuer }) => subject.key === issuer.key);
        expect(judged(certificates, [...extra, root])).toBe('good');
      }),
      { numRuns: 200 },
    );
  });

  it('is refused after any single bit of any of its certificates was changed', () => {
    const all = [good.root, ...good.between, good.leaf];
    const place = fc
      .nat({ max: all.length - 1 })
      .chain((index) => fc.tuple(fc.constant(index), fc.nat({ max: (all[index]?.der.length ?? 1) * 8 - 1 })));
    fc.assert(
      fc.property(place, ([index, bit]) => {
        const ders = all.map(({ der }) => Buffer.from(der));
        const changed = ders[index];
        if (changed !== undefined) changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(whole(ders)).not.toBe('good');
      }),
      { numRuns: 2_000 },
    );
    expect(whole(all.map(({ der }) => der))).toBe('good');
  });

  /** From bytes to the verdict, as from a trust folder and a file. */
  function whole(ders: readonly Uint8Array[]): string {
    try {
      const { anchors, intermediates } = trustStore({ certificates: ders.slice(0, 1) });
      const last = parseCertificate(ders.at(-1) ?? new Uint8Array());
      const between = ders.slice(1, -1).map(parseCertificate);
      return chainOf(last, { anchors, intermediates: [...intermediates, ...between], crls, ocsps: [] }, rules)
        .kind;
    } catch (error) {
      if (error instanceof DerError) return 'unreadable';
      throw error;
    }
  }
});

describe('a heap of certificates made to keep us busy', () => {
  const spent = (intermediates: readonly Certificate[], subject: Certificate) => {
    const count = { step: 0, signature: 0, path: 0 };
    const inner = budget();
    const work = {
      spend(kind: keyof typeof count) {
        count[kind]++;
        return inner.spend(kind);
      },
      get exhausted() {
        return inner.exhausted;
      },
      get spent() {
        return inner.spent;
      },
    };
    const result = chainOf(subject, { anchors: [root], intermediates, crls, ocsps: [] }, rules, work);
    return { result, count };
  };

  it('of one name ends with a code', () => {
    const key = ecKey();
    const [subject] = parsed(
      certificate({ name: 'x', uid: 'CCCD:1', issuer: certificate({ name: 'CA', key }) }),
    );
    if (subject === undefined) throw new Error('no certificate');
    const names = Array.from({ length: 3_000 }, (_, n) =>
      certificate({
        name: 'CA',
        issuer: certificate({ name: 'CA', key, serial: 1 }),
        key: n % 50 === 0 ? ecKey() : key,
        serial: n,
      }),
    );
    const { result, count } = spent(parsed(...names), subject);
    expect(result).toEqual({ kind: 'no-path', ended: true });
    expect(count.signature).toBeLessThanOrEqual(usualBudget.signature + usualBudget.step);
  });

  it('that certify each other crosswise ends with a code, and the way past it is found', () => {
    const keys = Array.from({ length: 8 }, ecKey);
    const at = (n: number): Identity =>
      certificate({ name: `C${n}`, key: keys[n] ?? ecKey(), serial: n + 1 });
    const all = keys.map((_, n) => at(n));
    const cross = all.flatMap((one, n) =>
      all.flatMap((issuer, m) => (n === m ? [] : [certificate({ name: `C${n}`, key: one.key, issuer })])),
    );
    const [first] = all;
    if (first === undefined) throw new Error('no authority');
    const [subject] = parsed(certificate({ name: 'x', uid: 'CCCD:1', issuer: first }));
    if (subject === undefined) throw new Error('no certificate');
    const { result, count } = spent(parsed(...cross), subject);
    expect(result).toEqual({ kind: 'no-path', ended: true });
    expect(count.step).toBeLessThanOrEqual(usualBudget.step + 1_000);
    const [way] = parsed(certificate({ name: 'C0', key: first.key, issuer: good.root }));
    if (way === undefined) throw new Error('no way');
    const list = parseCrl(crl({ issuer: first }));
    const material = {
      anchors: [root],
      intermediates: [way, ...parsed(...cross)],
      crls: [...crls, list],
      ocsps: [],
    };
    expect(chainOf(subject, material, rules).kind).toBe('good');
  });

  it('of lists by one name is not read for ever', () => {
    const lists = Array.from({ length: 600 }, (_, n) =>
      parseCrl(
        crl({
          issuer: good.between[1],
          key: good.leaf.key,
          revoked: [{ serial: n + 1, at: '2026-03-01T00:00:00Z' }],
        }),
      ),
    );
    const material = { anchors: [root], intermediates: parsed(...good.between), crls: [...lists], ocsps: [] };
    expect(chainOf(leaf, material, rules)).toMatchObject({
      kind: 'revocation',
      status: { status: 'unknown' },
    });
  });
});
