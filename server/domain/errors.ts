/** Every rule that can be broken by a request, once. `http/errors.ts` maps each to a status and a page. */
const DOMAIN_ERROR_CODES = [
  'procedure_not_found',
  'procedure_closed',
  'procedure_paused',
  'page_not_found',
  'draft_not_found',
  'draft_conflict',
  'draft_at_counter',
  'draft_incomplete',
  'application_not_found',
  'access_denied',
  'transition_not_allowed',
  'withdrawal_not_allowed',
  'invalid_return',
  'reason_needed',
  'invalid_amount',
  'slot_taken',
  'charge_not_found',
  'charge_not_payable',
  'bill_not_found',
  'provider_unavailable',
  'notification_rejected',
  'form_expired',
  'invalid_secret',
  'storage_unavailable',
] as const;

export type DomainErrorCode = (typeof DOMAIN_ERROR_CODES)[number];

/** A broken rule. Invalid input is data, not an exception: it never becomes a DomainError. */
export class DomainError extends Error {
  readonly code: DomainErrorCode;
  readonly detail: Readonly<Record<string, unknown>>;
  constructor(code: DomainErrorCode, detail: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.name = 'DomainError';
    this.code = code;
    this.detail = detail;
  }
}
