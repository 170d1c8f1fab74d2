/*
 * What was transferred beyond what is owed lies at the company with its payer's name on it: it is in
 * no payout, and goes back from there. It is entered under names made of those of its payment.
 */

const MARK = '-over-';

/** Which surplus of that payment it is; undefined when it is none of it. */
export function surplusOf(attempt: { readonly id: string }, id: string): number | undefined {
  return id.startsWith(`${attempt.id}${MARK}`)
    ? Number(id.slice(attempt.id.length + MARK.length))
    : undefined;
}

/** Its payment's own names, by which the company knows it; undefined for any other payment. */
export function paymentOfSurplus(request: {
  readonly attemptId: string;
  readonly providerRef: string;
}): { readonly attemptId: string; readonly providerRef: string } | undefined {
  const [attemptId = '', number] = request.attemptId.split(MARK);
  if (number === undefined) return undefined;
  return { attemptId, providerRef: request.providerRef.split('#')[0] ?? '' };
}

/** For queries: attempts that are no surplus are not like this. */
export const SURPLUS_LIKE = `%${MARK}%`;
