import { type Answer, type Call, refusal } from './api.ts';

const KEPT_SECONDS = 24 * 3600;

/**
 * The same key gets the first answer again for a day, a failure of the company's own included; for
 * other parameters it is refused.
 */
export function withKeys(answer: (call: Call) => Answer, now: () => number) {
  const known = new Map<string, { asked: string; answer: Answer; at: number }>();
  return (call: Call, instead?: Answer): Answer => {
    const { idempotencyKey: key, method, path, form } = call;
    if (key === undefined || method !== 'POST') return instead ?? answer(call);
    const asked = `${path} ${form}`;
    const before = known.get(key);
    if (before && before.at > now() - KEPT_SECONDS) {
      const isSame = before.asked === asked;
      return isSame ? before.answer : refusal('idempotency_key', 'idempotency_key_in_use');
    }
    // As it is now: what becomes of the object later is not in the first answer.
    const first = structuredClone(instead ?? answer(call));
    // What is refused at once was never begun.
    if (first.status !== 400) known.set(key, { asked, answer: first, at: now() });
    return first;
  };
}
