/** What the checks of one run stand on: the product, the material to try it with, the time, a place for files. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../foundation/clock.ts';
import type { SystemUnderTest, TokenTarget } from '../sut/index.ts';
import type { Material } from './material.ts';

export interface Workbench {
  /** The moment that the run takes as now. */
  readonly clock: Clock;
  /** The product, when it claims anything that is asked through an adapter. */
  readonly adapter?: SystemUnderTest;
  /** The token, when the product claims to be one. */
  readonly token?: TokenTarget;
  /** A module that stands between the suite's programs and the token: only the suite's own wrong tokens have one. */
  readonly tokenDriver?: string;
  readonly material: Material;
  /** A new empty folder for the files of one case; it stays until the run's folder goes. */
  caseFolder(): string;
}

export interface WorkbenchOptions {
  /** An existing folder of the run; case folders are made in it. */
  readonly dir: string;
  readonly clock: Clock;
  readonly material: Material;
  readonly adapter?: SystemUnderTest;
  readonly token?: TokenTarget;
  readonly tokenDriver?: string;
}

export function createWorkbench(options: WorkbenchOptions): Workbench {
  const { dir, clock, material, adapter, token, tokenDriver } = options;
  let cases = 0;
  return Object.freeze({
    clock,
    material,
    ...(adapter === undefined ? {} : { adapter }),
    ...(token === undefined ? {} : { token }),
    ...(tokenDriver === undefined ? {} : { tokenDriver }),
    caseFolder: () => {
      const folder = join(dir, 'cases', String(cases++).padStart(4, '0'));
      mkdirSync(folder, { recursive: true });
      return folder;
    },
  });
}
