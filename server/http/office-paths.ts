const q = encodeURIComponent;

/** Every URL of the staff's side, once. */
export const officePaths = {
  home: () => '/office',
  signIn: () => '/office/sign-in',
  signInCode: () => '/office/sign-in/code',
  signOut: () => '/office/sign-out',
  account: () => '/office/account',
  accountPassphrase: () => '/office/account/passphrase',
  accountSecondFactor: () => '/office/account/second-factor',
  accountSecondFactorRemove: () => '/office/account/second-factor/remove',
  accountTotpPicture: (setup: string) =>
    `/office/account/second-factor/picture.svg?setup=${q(setup)}`,
  accountSessionsEnd: () => '/office/account/sessions/end',
  cases: (query = '') => `/office/cases${query && `?${query}`}`,
  caseSearch: () => '/office/cases/search',
  /** What several ticked cases will become, before it is done. */
  caseBulk: () => '/office/cases/bulk',
  caseBulkDone: () => '/office/cases/bulk/done',
  savedViews: () => '/office/cases/views',
  savedView: (id: string) => `/office/cases/views/${q(id)}/delete`,
  case: (id: string) => `/office/cases/${q(id)}`,
  caseAction: (id: string, action: string) => `/office/cases/${q(id)}/${q(action)}`,
  caseFile: (id: string, attachmentId: string) => `/office/cases/${q(id)}/files/${q(attachmentId)}`,
  casePdf: (id: string) => `/office/cases/${q(id)}/application.pdf`,
  caseMessages: (id: string) => `/office/cases/${q(id)}/messages`,
  exports: () => '/office/exports',
  audit: () => '/office/audit',
  retention: () => '/office/retention',
  staff: () => '/office/staff',
  staffNew: () => '/office/staff/new',
  staffMember: (id: string) => `/office/staff/${q(id)}`,
  staffMemberAction: (id: string, action: string) => `/office/staff/${q(id)}/${q(action)}`,
  apiTokens: () => '/office/api-tokens',
} as const;
