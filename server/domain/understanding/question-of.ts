/** The question of the page that a field of an error is of or in. */
export const questionOf = (field: string) => field.split(/[.[]/, 1)[0] ?? field;
