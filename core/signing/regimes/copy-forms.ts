/** The forms of copy that signatures on copies name, in lower case. */

/** Decree 30/2020, article 25 and annex I, part II. */
export const copyFormsOfDecree30: readonly string[] = Object.freeze(['sao y', 'sao lục', 'trích sao']);

/** Before it, decree 110/2004, article 2, had a longer name for one of them; both are taken. */
export const copyFormsOfDecree110: readonly string[] = Object.freeze([
  ...copyFormsOfDecree30,
  'sao y bản chính',
]);
