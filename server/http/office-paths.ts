const q = encodeURIComponent;

/** Every URL of the staff's side, once. */
export const officePaths = {
  home: () => '/office',
  signIn: () => '/office/sign-in',
  signInCode: () => '/office/sign-in/code',
  signOut: () => '/office/sign-out',
  /** A form that was sent after its session had ended. */
  unsent: (id: string) => `/office/unsent/${q(id)}`,
  /** Another way in, or the second step: GET what the key is asked, POST what it answers. */
  signInPasskey: () => '/office/sign-in/passkey',
  signInPasskeyOptions: () => '/office/sign-in/passkey/options',
  singleSignOn: () => '/office/sign-in/single-sign-on',
  /** What the town's identity provider sends people back to. */
  singleSignOnCallback: () => '/office/sign-in/single-sign-on/callback',
  /** Ends the sign-in at the provider, too. */
  singleSignOnEnd: () => '/office/sign-in/single-sign-on/end',
  account: () => '/office/account',
  /** The passphrase again, before one changes how one gets in. */
  accountConfirm: (next = '') => `/office/account/confirm${next && `?next=${q(next)}`}`,
  accountPasskeys: () => '/office/account/passkeys',
  accountPasskeyOptions: () => '/office/account/passkeys/options',
  accountPasskeyRemove: () => '/office/account/passkeys/remove',
  accountSingleSignOn: () => '/office/account/single-sign-on',
  accountSingleSignOnStart: () => '/office/account/single-sign-on/start',
  accountSingleSignOnRemove: () => '/office/account/single-sign-on/remove',
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
  /** An age file of a sealed case, by its name. */
  caseSealed: (id: string, file: string) => `/office/cases/${q(id)}/sealed/${q(file)}`,
  casePdf: (id: string) => `/office/cases/${q(id)}/application.pdf`,
  caseMessages: (id: string) => `/office/cases/${q(id)}/messages`,
  /** POST: what became of a mail that did not arrive. */
  caseRefusedMail: (id: string) => `/office/cases/${q(id)}/messages/refused`,
  /** 支援措置 on a case; POST: from now on. */
  caseProtection: (id: string) => `/office/cases/${q(id)}/protection`,
  caseProtectionRelease: (id: string) => `/office/cases/${q(id)}/protection/release`,
  /** POST: a manager passes a protected case on without seeing it. */
  caseHandToReader: (id: string) => `/office/cases/${q(id)}/hand-to-reader`,
  protections: () => '/office/protections',
  protectionNew: (caseId = '') => `/office/protections/new${caseId && `?case=${q(caseId)}`}`,
  protection: (id: string) => `/office/protections/${q(id)}`,
  protectionAction: (id: string, action: string) => `/office/protections/${q(id)}/${q(action)}`,
  downtimes: () => '/office/downtimes',
  downtimeCancel: (id: string) => `/office/downtimes/${q(id)}/cancel`,
  /** 決裁: what waits for one's signature, what goes round. */
  decisions: (query = '') => `/office/decisions${query && `?${query}`}`,
  /** What several signatures will do, before it is done. */
  decisionsPlan: () => '/office/decisions/plan',
  decisionsSign: () => '/office/decisions/sign',
  /** POST: what was signed in one's place has been looked at. */
  decisionsSeen: () => '/office/decisions/seen',
  absences: (query = '') => `/office/absences${query && `?${query}`}`,
  absenceEnd: (id: string) => `/office/absences/${q(id)}/end`,
  failedMails: () => '/office/failed-mails',
  exports: () => '/office/exports',
  export: (id: string) => `/office/exports/${q(id)}`,
  exportAction: (id: string, action: string) => `/office/exports/${q(id)}/${q(action)}`,
  audit: (query = '') => `/office/audit${query && `?${query}`}`,
  auditExport: () => '/office/audit/export.csv',
  breachReport: (format: string) => `/office/audit/breach-report.${q(format)}`,
  accessReview: () => '/office/audit/access',
  auditAnchor: (day: string) => `/office/audit/anchors/${q(day)}`,
  /** 住民情報: the extract of the resident register, where a new one is brought in. */
  register: () => '/office/register',
  registerImport: (id: string) => `/office/register/imports/${q(id)}`,
  registerImportAction: (id: string, action: string) =>
    `/office/register/imports/${q(id)}/${q(action)}`,
  /** What could not be read of a file, as a table. */
  registerProblems: (id: string) => `/office/register/imports/${q(id)}/problems.csv`,
  retention: () => '/office/retention',
  deletionCertificate: (run: string) => `/office/retention/certificates/${q(run)}`,
  retentionHold: (applicationId: string) => `/office/retention/holds/${q(applicationId)}`,
  retentionRelease: (applicationId: string) =>
    `/office/retention/holds/${q(applicationId)}/release`,
  staff: () => '/office/staff',
  staffNew: () => '/office/staff/new',
  staffMember: (id: string) => `/office/staff/${q(id)}`,
  staffMemberAction: (id: string, action: string) => `/office/staff/${q(id)}/${q(action)}`,
  apiTokens: () => '/office/api-tokens',
  webhooks: () => '/office/webhooks',
  webhookEnd: (id: string) => `/office/webhooks/${q(id)}/end`,
  /** POST: a delivery that was given up, once more. */
  webhookSendAgain: (id: string) => `/office/webhooks/deliveries/${q(id)}/send-again`,
  apiTokenRevoke: (id: string) => `/office/api-tokens/${q(id)}/revoke`,
} as const;
