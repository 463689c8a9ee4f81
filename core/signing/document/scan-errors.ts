/** Why a scan is not signed: rows of the table in `errors.ts`. */

export const scanErrors = {
  SIGN_SCAN_NOT_READ: {
    exit: 2,
    message: 'how page {page} was scanned cannot be told: what it draws cannot be read',
    hint: 'Save the scan anew as an ordinary PDF, or sign without --scanned.',
  },
  SIGN_SCAN_EMPTY: {
    exit: 2,
    message: 'page {page} holds no picture that is the page: it was not scanned',
    hint: 'Scan the paper to PDF, or sign without --scanned.',
  },
  SIGN_SCAN_COARSE: {
    exit: 2,
    message: 'page {page} was scanned with about {found} dots per inch; {wanted} are asked for',
    hint: 'Scan the paper again at 200 dots per inch or more, at its full size (decree 30/2020, annex I).',
  },
  SIGN_SCAN_GREY: {
    exit: 2,
    message: 'page {page} was not scanned in colour',
    hint: 'Scan the paper again in colour (decree 30/2020, annex I).',
  },
} as const;
