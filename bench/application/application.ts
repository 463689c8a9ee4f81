/** Starts application processes and gives them their orders. */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { atExit } from '../../foundation/at-exit.ts';
import { projectRoot } from '../../foundation/paths.ts';
import { fail } from '../errors.ts';
import type { Order, Report } from './messages.ts';

/** A module to load and the environment that it wants: one way to a token. */
export interface ModulePath {
  readonly module: string;
  readonly environment: Readonly<Record<string, string>>;
}

export interface ApplicationProcess {
  readonly pid: number;
  /** Rejects with BENCH_APPLICATION_FAILED. */
  obey<Kind extends Report['report']>(
    order: Order,
    expected: Kind,
  ): Promise<Extract<Report, { report: Kind }>>;
  end(): Promise<void>;
}

/** `threads`: how many asynchronous calls may be under way in it at once. `name`: which program it is. */
export function startApplication(
  path: ModulePath,
  threads = 4,
  name: 'program' | 'signing-program' = 'program',
): ApplicationProcess {
  const program = join(projectRoot, 'bench', 'application', `${name}.ts`);
  const child = fork(program, [path.module], {
    env: {
      PATH: process.env.PATH ?? '',
      UV_THREADPOOL_SIZE: String(threads),
      ...path.environment,
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const forget = atExit(() => child.kill('SIGKILL'));
  const left = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return Object.freeze({
    pid: child.pid ?? -1,
    obey: async <Kind extends Report['report']>(order: Order, expected: Kind) => {
      const report = await answered(child, order);
      if (isReport(report, expected)) return report;
      const detail = report.report === 'failed' ? report.detail : `it answered ${report.report}`;
      throw fail('BENCH_APPLICATION_FAILED', { order: order.order, module: path.module, detail });
    },
    end: async () => {
      forget();
      child.disconnect();
      child.kill('SIGKILL');
      await left;
    },
  });
}

function answered(child: ChildProcess, order: Order): Promise<Report> {
  return new Promise((resolve) => {
    const heard = (report: Report): void => {
      child.off('exit', died);
      resolve(report);
    };
    const died = (code: number | null, signal: string | null): void => {
      child.off('message', heard);
      resolve({ report: 'failed', detail: `it ended (${signal ?? code})` });
    };
    child.once('message', heard);
    child.once('exit', died);
    child.send(order);
  });
}

function isReport<Kind extends Report['report']>(
  report: Report,
  kind: Kind,
): report is Extract<Report, { report: Kind }> {
  return report.report === kind;
}
