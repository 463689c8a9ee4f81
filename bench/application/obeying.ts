/** The end of every application program: takes orders, one at a time, and reports on each. */
import type { Order, Report } from './messages.ts';

export function obeying<Some extends Order>(obeyed: (order: Some) => Report | Promise<Report>): void {
  process.on('message', async (order: Some) => {
    let report: Report;
    try {
      report = await obeyed(order);
    } catch (error) {
      report = { report: 'failed', detail: error instanceof Error ? error.message : String(error) };
    }
    process.send?.(report);
  });
}
