/** How much of what pages draw is read for one file: counted, so that the outcome never hangs on a machine's speed. */
import { type ContentBudget, contentBudget, type MapAllowance, mapAllowance } from '../drawing/index.ts';
import { type ProgramBudget, programBudget } from '../outlines/index.ts';

export interface ReadingBudget {
  readonly contents: ContentBudget;
  instructions: number;
  /** What fonts say of their codes. */
  readonly maps: MapAllowance;
  readonly programs: ProgramBudget;
}

/** A letter has some two thousand instructions, a page full of drawing some hundred thousand. */
export function readingBudget(): ReadingBudget {
  const bytes = 8 * 1024 * 1024;
  return {
    contents: contentBudget(bytes, 8 * bytes),
    instructions: 500_000,
    maps: mapAllowance({ bytes, values: 1_000_000 }),
    programs: programBudget(),
  };
}
