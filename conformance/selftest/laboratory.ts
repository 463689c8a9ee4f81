/** What the tests of the suite on itself stand on: material, the reference implementation as it is, and places for wrong products. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../foundation/clock.ts';
import { projectRoot } from '../../foundation/paths.ts';
import { type Material, prepareMaterial } from '../material/material.ts';
import { createWorkbench, type Workbench } from '../material/workbench.ts';
import { connect, inProcess, overStdio, type WireAnswer } from '../sut/index.ts';
import type { Distortion, Forward } from './wrong-system.ts';

export interface Laboratory {
  readonly material: Material;
  /** A bench whose product is the reference behind a distortion; `undistorted` is the reference itself. */
  benchWith(distort: Distortion): Promise<{ readonly bench: Workbench; close(): Promise<void> }>;
  close(): Promise<void>;
}

export const undistorted: Distortion = (request, forward) => forward(request);

/** `tokens`: whether the products sign. */
export async function openLaboratory(options: { readonly tokens: boolean }): Promise<Laboratory> {
  const dir = mkdtempSync(join(tmpdir(), 'congvu-selftest-'));
  const material = await prepareMaterial({
    dir: join(dir, 'material'),
    clock: systemClock,
    tokens: options.tokens,
  });
  const reference = overStdio({
    exec: [process.execPath, join(projectRoot, 'bin', 'congvu.js'), 'adapter'],
    cwd: projectRoot,
    environment: material.environment,
    timeoutSeconds: 60,
    maxBytes: 4_000_000,
    onStderr: (chunk) => void process.stderr.write(chunk),
  });
  const forward: Forward = async (request) => (await reference.send(request)) as WireAnswer;
  let benches = 0;
  return Object.freeze({
    material,
    benchWith: async (distort: Distortion) => {
      const folder = join(dir, `bench-${benches++}`);
      mkdirSync(join(folder, 'files'), { recursive: true });
      let files = 0;
      const file = (name: string) => {
        const place = join(folder, 'files', String(files++));
        mkdirSync(place);
        return join(place, name);
      };
      const adapter = await connect(inProcess((request) => distort(request, forward, { material, file })));
      const bench = createWorkbench({ dir: folder, clock: systemClock, material, adapter });
      return { bench, close: () => adapter.close() };
    },
    close: async () => {
      await reference.close();
      await material.close();
      rmSync(dir, { recursive: true, force: true });
    },
  });
}
