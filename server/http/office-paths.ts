const q = encodeURIComponent;

/** Every URL of the staff's side, once. */
export const officePaths = {
  home: () => '/office',
  signIn: () => '/office/sign-in',
  signOut: () => '/office/sign-out',
  account: () => '/office/account',
  cases: (query = '') => `/office/cases${query && `?${query}`}`,
  case: (id: string) => `/office/cases/${q(id)}`,
  caseAction: (id: string, action: string) => `/office/cases/${q(id)}/${q(action)}`,
  caseFile: (id: string, attachmentId: string) => `/office/cases/${q(id)}/files/${q(attachmentId)}`,
  casePdf: (id: string) => `/office/cases/${q(id)}/application.pdf`,
  caseMessages: (id: string) => `/office/cases/${q(id)}/messages`,
  exports: () => '/office/exports',
  audit: () => '/office/audit',
  retention: () => '/office/retention',
  staff: () => '/office/staff',
  staffMember: (id: string) => `/office/staff/${q(id)}`,
  apiTokens: () => '/office/api-tokens',
} as const;
