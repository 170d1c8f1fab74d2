const q = encodeURIComponent;

/** Addresses of 会計: what finance, the counter's till and the auditor work with. */
export const financePaths = {
  home: () => '/office/finance',
  /** A charge's whole story on one screen. */
  charge: (id: string) => `/office/finance/charges/${q(id)}`,
  /** POST ask, … */
  chargeAction: (id: string, action: string) => `/office/finance/charges/${q(id)}/${q(action)}`,
  charges: (query = '') => `/office/finance/charges${query && `?${query}`}`,
  refunds: (query = '') => `/office/finance/refunds${query && `?${query}`}`,
  refund: (id: string) => `/office/finance/refunds/${q(id)}`,
  refundAction: (id: string, action: string) => `/office/finance/refunds/${q(id)}/${q(action)}`,
  tills: () => '/office/finance/tills',
  till: (id: string) => `/office/finance/tills/${q(id)}`,
  tillAction: (id: string, action: string) => `/office/finance/tills/${q(id)}/${q(action)}`,
  bills: (query = '') => `/office/finance/bills${query && `?${query}`}`,
  billImports: () => '/office/finance/bills/imports',
  bill: (id: string) => `/office/finance/bills/${q(id)}`,
  books: (query = '') => `/office/finance/books${query && `?${query}`}`,
  booksFile: (query: string) => `/office/finance/books/takings.csv?${query}`,
  closings: () => '/office/finance/closings',
  findings: () => '/office/finance/findings',
  payouts: (query = '') => `/office/finance/payouts${query && `?${query}`}`,
  payout: (id: string) => `/office/finance/payouts/${q(id)}`,
  receipt: (number: string) => `/office/finance/receipts/${q(number)}`,
} as const;
