/** What something belongs to that is shown by layers (ISO 32000-1, 8.11.2 and 8.11.3.3). */
import { isName } from '../reading/index.ts';
import { dictionary, type Is } from './kinds.ts';

/** Where there is nothing Poppler shows it, and others do not. */
export const isLayer: Is = (slot, look) => {
  const kind = look.entry(slot, 'Type')?.value;
  return dictionary(slot, look) && (isName(kind, 'OCG') || isName(kind, 'OCMD'));
};
