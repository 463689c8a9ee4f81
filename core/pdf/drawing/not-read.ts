/** What is thrown where the reading of a page ends before the page does. */

/** It is damaged or does what is not known here; or it is too much. */
export type Unread = 'unreadable' | 'too-much';

/** Never leaves this folder. */
export class NotRead extends Error {
  readonly why: Unread;

  constructor(why: Unread) {
    super(why);
    this.why = why;
  }
}
