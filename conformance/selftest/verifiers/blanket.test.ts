import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Workbench } from '../../material/workbench.ts';
import { texts } from '../../regulations/index.ts';
import type { AnyProperty } from '../../regulations/property.ts';
import { type Laboratory, openLaboratory, undistorted } from '../laboratory.ts';
import { observed } from '../observed.ts';
import type { Distortion } from '../wrong-system.ts';
import { alwaysTheSignature, blanketReasons, rejectingEverything } from './blanket.ts';

const rows: readonly AnyProperty<Workbench>[] = texts
  .flatMap((text) => text.properties)
  .filter(({ capability }) => capability === 'verifier');
/** Rows whose files are sound. */
const positive = ['qc-13/p1.1', 'qc-13/p1.6', 'qc-13/p1.12'].map((place) => `hai-phong-2025/${place}`);

describe('products that refuse without looking', () => {
  let laboratory: Laboratory;
  beforeAll(async () => {
    laboratory = await openLaboratory({ tokens: false });
  });
  afterAll(() => laboratory?.close());

  /** Row → what it came to. */
  async function outcomes(distort: Distortion): Promise<Readonly<Record<string, string>>> {
    const { bench, close } = await laboratory.benchWith(distort);
    try {
      const came: Record<string, string> = {};
      for (const property of rows)
        came[property.requirement] = await observed(bench, { property, fails: undefined });
      return came;
    } finally {
      await close();
    }
  }
  const all = (outcome: (requirement: string) => string) =>
    Object.fromEntries(rows.map(({ requirement }) => [requirement, outcome(requirement)]));

  it('pass no row when they refuse sound files too', async () => {
    expect(rows).toHaveLength(22);
    const came = await outcomes(rejectingEverything);
    expect(Object.entries(came).filter(([, outcome]) => !outcome.startsWith('fail '))).toEqual([]);
    expect(came['hai-phong-2025/qc-13/p1.3']).toBe('fail SOUND_TWIN_NOT_ACCEPTED');
  });

  it('pass no row with a fault when they name every reason for it', async () => {
    expect(await outcomes(blanketReasons)).toEqual(
      all((requirement) => (positive.includes(requirement) ? 'pass' : 'fail REASON_NOT_OF_THIS_FILE')),
    );
  });

  it('pass where a false signature is an honest name of the fault, and only there', async () => {
    const came = await outcomes(alwaysTheSignature);
    const passed = rows.map(({ requirement }) => requirement).filter((row) => came[row] === 'pass');
    expect(
      passed.filter((row) => !positive.includes(row)).map((row) => row.split('/').slice(1).join('/')),
    ).toEqual(expect.arrayContaining(['qc-13/p1.2', 'qc-13/p1.9', 'qc-14/k3.2', 'qc-20/k3.3']));
    for (const row of ['qc-13/p1.3', 'qc-13/p1.5', 'qc-13/p1.8', 'qc-14/k3.3', 'qc-15/k1.c.s1.4'])
      expect(came[`hai-phong-2025/${row}`], row).toBe('fail FAULT_NOT_NAMED');
  });

  it('leave the reference as it is: every row passes', async () => {
    expect(await outcomes(undistorted)).toEqual(all(() => 'pass'));
  });
});
