import { newAccessCode, normaliseAccessCode } from '../../lib/access-code.ts';
import type { Clock } from '../../lib/clock.ts';
import { hashSecret } from '../../lib/secret-hash.ts';
import type { CounterCodeStore } from './counter-code.ts';
import type { GivenDraft, HandedDrafts } from './draft-move.ts';

/** Long enough to find the right page at the counter, too short to be photographed and kept. */
const MINUTES = 10;

/** In front of the code in its QR: no address, so that a stranger's camera has nothing to open. */
const MARK = 'MADOGUCHI:';

const CODE = /^[0-9A-Z]{4}(-[0-9A-Z]{4}){2}$/;

/** A code of 60 bits that is shown once; stored is only its hash. */
export interface HandOverCode {
  /** For people: `7K3M-Q9TD-X2HF`. */
  readonly code: string;
  readonly expiresAt: Date;
}

/** What the QR on the phone holds: capitals and digits alone, which make it small. */
export function handOverQr(code: string): string {
  return MARK + code.replaceAll('-', '');
}

/**
 * The code in what was typed, scanned, or pasted with the address around it; undefined when there is
 * none. A scanner set to another keyboard types another sign for the colon.
 */
export function readHandOverCode(typed: string): string | undefined {
  const plain = typed.normalize('NFKC').trim().toUpperCase();
  const own = plain.replace(/^MADOGUCHI[^0-9A-Z]?/, '').replace(/^.*\/TAKE\//, '');
  const code = normaliseAccessCode(own);
  return CODE.test(code) ? code : undefined;
}

interface Making {
  readonly counterCodes: CounterCodeStore;
}

async function makeCode(
  { counterCodes }: Making,
  clock: Clock,
  made: { purpose: 'to_counter' | 'to_phone'; owner: string; content: object },
): Promise<HandOverCode> {
  const now = clock.now();
  const code = newAccessCode();
  const expiresAt = new Date(now.getTime() + MINUTES * 60_000);
  await counterCodes.endOf(made.owner, made.purpose);
  await counterCodes.make({
    ...made,
    codeHash: hashSecret(code),
    content: JSON.stringify(made.content),
    at: now,
    expiresAt,
  });
  return { code, expiresAt };
}

/** Whose code it is on the phone's side: a browser, or a draft that was put aside. */
function phoneOwner(from: HandedDrafts): string {
  return from.sessionHash ?? `draft:${from.drafts.join()}`;
}

/** The resident's code: who reads it at the counter gets those drafts. It ends the one before. */
export function makeCodeToCounter(
  stores: Making,
  clock: Clock,
  from: HandedDrafts,
): Promise<HandOverCode> {
  return makeCode(stores, clock, {
    purpose: 'to_counter',
    owner: phoneOwner(from),
    content: from,
  });
}

/** The counter's code: who opens it on their phone gets that draft. It ends the sitting's one before. */
export function makeCodeToPhone(
  stores: Making,
  clock: Clock,
  given: GivenDraft & { readonly sittingId: string },
): Promise<HandOverCode> {
  const { sittingId: owner, ...content } = given;
  return makeCode(stores, clock, { purpose: 'to_phone', owner, content });
}
