const q = encodeURIComponent;

/** Addresses of 会計: what finance, the counter's till and the auditor work with. */
export const financePaths = {
  home: () => '/office/finance',
  /** A charge's whole story on one screen. */
  charge: (id: string) => `/office/finance/charges/${q(id)}`,
  /** POST ask, … */
  chargeAction: (id: string, action: string) => `/office/finance/charges/${q(id)}/${q(action)}`,
  charges: (query = '') => `/office/finance/charges${query && `?${query}`}`,
  /** What card holders have disputed. */
  disputes: () => '/office/finance/disputes',
  refunds: (query = '') => `/office/finance/refunds${query && `?${query}`}`,
  /** The form that asks for one. */
  refundNew: (chargeId: string) => `/office/finance/refunds/new?charge=${q(chargeId)}`,
  refund: (id: string) => `/office/finance/refunds/${q(id)}`,
  refundAction: (id: string, action: string) => `/office/finance/refunds/${q(id)}/${q(action)}`,
  /** With a charge: where is it to be paid? */
  tills: (charge = '') => `/office/finance/tills${charge && `?charge=${q(charge)}`}`,
  till: (id: string) => `/office/finance/tills/${q(id)}`,
  /** open, find, sale, sell, cash, refunds */
  tillAction: (id: string, action: string) => `/office/finance/tills/${q(id)}/${q(action)}`,
  /** Money for one charge. */
  tillTake: (id: string, charge: string) => `/office/finance/tills/${q(id)}/take/${q(charge)}`,
  /** What was taken, by its attempt: change and receipt. */
  tillTaken: (id: string, attempt: string) => `/office/finance/tills/${q(id)}/taken/${q(attempt)}`,
  tillReceipt: (id: string, attempt: string) =>
    `/office/finance/tills/${q(id)}/taken/${q(attempt)}/receipt`,
  /** Mending one entry. */
  tillEntry: (id: string, entry: string) => `/office/finance/tills/${q(id)}/entries/${q(entry)}`,
  tillRefund: (id: string, refund: string) => `/office/finance/tills/${q(id)}/refunds/${q(refund)}`,
  /** レジ日計 */
  tillSheet: (session: string) => `/office/finance/till-sessions/${q(session)}`,
  tillCount: (session: string) => `/office/finance/till-sessions/${q(session)}/count`,
  tillHandOvers: () => '/office/finance/till-hand-overs',
  tillHandOver: (session: string) => `/office/finance/till-hand-overs/${q(session)}`,
  bills: (query = '') => `/office/finance/bills${query && `?${query}`}`,
  billImports: () => '/office/finance/bills/imports',
  billImportSample: () => '/office/finance/bills/imports/sample.csv',
  billImport: (id: string) => `/office/finance/bills/imports/${q(id)}`,
  /** 消込データ. */
  clearing: () => '/office/finance/clearing',
  clearingFile: (id: string, encoding: string) =>
    `/office/finance/clearing/${q(id)}.csv?encoding=${q(encoding)}`,
  bill: (id: string) => `/office/finance/bills/${q(id)}`,
  books: (query = '') => `/office/finance/books${query && `?${query}`}`,
  booksFile: (query = '') => `/office/finance/books/takings.csv${query && `?${query}`}`,
  entries: (query = '') => `/office/finance/books/entries${query && `?${query}`}`,
  closings: () => '/office/finance/closings',
  closing: (period: string) => `/office/finance/closings/${q(period)}`,
  closingClose: (period: string) => `/office/finance/closings/${q(period)}/close`,
  closingFile: (period: string, query = '') =>
    `/office/finance/closings/${q(period)}/sheet.csv${query && `?${query}`}`,
  findings: () => '/office/finance/findings',
  findingsCheck: () => '/office/finance/findings/check',
  findingExplain: (id: string) => `/office/finance/findings/${q(id)}/explain`,
  payouts: (query = '') => `/office/finance/payouts${query && `?${query}`}`,
  payout: (id: string) => `/office/finance/payouts/${q(id)}`,
  payoutsFetch: () => '/office/finance/payouts/fetch',
  receipt: (number: string) => `/office/finance/receipts/${q(number)}`,
  receiptPdf: (number: string) => `/office/finance/receipts/${q(number)}/receipt.pdf`,
} as const;
