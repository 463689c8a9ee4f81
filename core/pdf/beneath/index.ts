/** What a page shows inside rectangles. */
export { type Beneath, beneath } from './beneath.ts';
export { type ReadingBudget, readingBudget } from './budget.ts';
export { printedInside } from './printed.ts';
