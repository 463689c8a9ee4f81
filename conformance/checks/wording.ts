/** Words that several checks put into what they expected; a report shows them in the reader's language. */
import type { Bilingual } from '../regulations/record.ts';

export const refused: Bilingual = Object.freeze({ en: 'refused', vi: 'bị từ chối' });
export const notAccepted: Bilingual = Object.freeze({ en: 'not accepted', vi: 'không được chấp nhận' });
