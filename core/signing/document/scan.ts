/** Paper that was scanned: refused when verification would point out how. */
import { defaultLimits, pagesOf } from '../../pdf/reading/index.ts';
import type { WritableDocument } from '../../pdf/writing/index.ts';
import { scanFaults, sheetsOf } from '../../verification/index.ts';
import { fail } from '../errors.ts';
import type { SigningRegime } from '../regimes/index.ts';

/**
 * Decree 30/2020, annex I, part II. Throws SIGN_SCAN_NOT_READ, SIGN_SCAN_EMPTY, SIGN_SCAN_COARSE, SIGN_SCAN_GREY for the
 * first page at fault; PDF_… as reading does.
 */
export function refusePoorScan({ quick }: WritableDocument, { scan }: SigningRegime): void {
  const view = quick?.view();
  if (view === undefined) throw fail('SIGN_SCAN_NOT_READ', { page: 1 });
  for (const sheet of sheetsOf(view, pagesOf(view, defaultLimits))) {
    const [fault] = scanFaults(scan, sheet);
    if (fault === undefined) continue;
    const { page } = sheet;
    if (fault.kind !== 'coarse') throw fail(codes[fault.kind], { page });
    throw fail('SIGN_SCAN_COARSE', { page, found: fault.dpi, wanted: scan.leastDpi });
  }
}

const codes = { unread: 'SIGN_SCAN_NOT_READ', missing: 'SIGN_SCAN_EMPTY', grey: 'SIGN_SCAN_GREY' } as const;
