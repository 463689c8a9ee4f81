import { describe, expect, it } from 'vitest';
import { fakeProperty, fakeRequirement, fakeText } from './fake-text.ts';
import { planRows, type Scope } from './plan.ts';
import type { Attestation } from './row.ts';

const id = 'made-up-2026/qc-01/k1.1';
const scope: Scope = { texts: ['made-up-2026'], capabilities: ['signer'], referenceDate: '2026-06-01' };
const words = { en: 'words', vi: 'lời' };
const property = fakeProperty(id, () => ({ outcome: 'pass', facts: {} }));
const attestation: Attestation = {
  requirement: id,
  person: { name: 'Trần Văn Bình', role: 'director' },
  document: { title: 'Minutes' },
  date: '2026-05-01',
};

function planned(
  more: Parameters<typeof fakeRequirement>[1],
  options: { scope?: Partial<Scope>; only?: string[]; attested?: boolean; dates?: object } = {},
) {
  const automated = (more?.testability?.kind ?? 'automated') === 'automated';
  const text = fakeText([fakeRequirement(id, more)], automated ? [property] : [], {
    dates: options.dates ?? { from: '2026-01-01' },
  });
  const attestations = new Map(options.attested ? [[id, attestation]] : []);
  const [plan] = planRows([text], { ...scope, ...options.scope }, attestations, options.only);
  return plan?.kind === 'settled' ? plan.row : { verdict: plan?.kind, required: plan?.row.required };
}

describe('planRows', () => {
  it('runs what is claimed, in force and automated', () => {
    expect(planned({})).toEqual({ verdict: 'run', required: true });
  });

  it.each([
    [{}, { scope: { texts: ['other'] } }],
    [{ capability: 'verifier' as const }, {}],
  ])('lists what nobody claims as not claimed (%#)', (more, options) => {
    if ('capability' in more) {
      const text = fakeText([fakeRequirement(id, more)], []);
      const [plan] = planRows([text], scope, new Map());
      expect(plan?.row).toMatchObject({ verdict: 'not-claimed', required: false, blocking: false });
    } else {
      expect(planned(more, options)).toMatchObject({ verdict: 'not-claimed', blocking: false });
    }
  });

  it.each([
    ['2025-12-31', 'not-in-force'],
    ['2026-01-01', 'run'],
    ['2026-12-31', 'run'],
    ['2027-01-01', 'not-in-force'],
  ])('on %s the row is %s when the text is in force for 2026', (referenceDate, verdict) => {
    const dates = { from: '2026-01-01', to: '2026-12-31' };
    expect(planned({}, { scope: { referenceDate }, dates }).verdict).toBe(verdict);
  });

  it("lets the record's own dates win over the text's", () => {
    expect(planned({ inForce: { from: '2026-07-01' } }).verdict).toBe('not-in-force');
    expect(
      planned({ inForce: { from: '2025-01-01' } }, { scope: { referenceDate: '2025-06-01' } }).verdict,
    ).toBe('run');
  });

  it('wants an attestation and takes one', () => {
    const testability = { kind: 'attested', by: words, document: words } as const;
    expect(planned({ testability })).toMatchObject({ verdict: 'review', required: true, blocking: true });
    expect(planned({ testability }, { attested: true })).toMatchObject({
      verdict: 'attested',
      blocking: false,
      attestation,
    });
  });

  it('lets a pending row block at any level, and an untestable one at none', () => {
    const pending = { kind: 'pending', why: words } as const;
    expect(planned({ testability: pending, level: 'may' })).toMatchObject({
      verdict: 'pending',
      blocking: true,
    });
    const untestable = { kind: 'not-testable', why: words } as const;
    expect(planned({ testability: untestable })).toMatchObject({
      required: false,
      blocking: false,
      detail: words,
    });
  });

  it('keeps asking for the rows that --only leaves out', () => {
    expect(planned({}, { only: ['made-up-2026/qc-01/k2.1'] })).toMatchObject({
      verdict: 'not-run',
      blocking: true,
    });
  });

  it('calls an automated requirement without a property an error', () => {
    const [plan] = planRows([fakeText([fakeRequirement(id)], [])], scope, new Map());
    expect(plan?.row).toMatchObject({
      verdict: 'error',
      reason: 'CERTIFY_PROPERTY_MISSING',
      origin: 'harness',
    });
  });

  it.each([
    [[property, property], fakeRequirement(id)],
    [[property], fakeRequirement('made-up-2026/qc-01/k2.1')],
    [[property], fakeRequirement(id, { testability: { kind: 'pending', why: words } })],
    [[property], fakeRequirement(id, { capability: 'token' })],
  ])('refuses properties that fit no record (%#)', (properties, requirement) => {
    expect(() => planRows([fakeText([requirement], properties)], scope, new Map())).toThrow(
      expect.objectContaining({ code: 'CERTIFY_PROPERTY_STRAY' }),
    );
  });
});
