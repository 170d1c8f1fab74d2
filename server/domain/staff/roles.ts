/** What somebody is in the town hall. Who has two tasks has two of them. */
export const STAFF_ROLES = [
  'counter', // 窓口
  'case_worker', // 担当者
  'section_chief', // 係長
  'section_manager', // 課長
  'finance', // 会計
  'procedure_admin', // 手続管理者
  'system_admin', // システム管理者
  'auditor', // 監査
] as const;

export type StaffRole = (typeof STAFF_ROLES)[number];

/** Roles that belong to one section; the others are the town's. */
export const SECTION_ROLES: readonly StaffRole[] = [
  'counter',
  'case_worker',
  'section_chief',
  'section_manager',
];

const EVERYBODY = STAFF_ROLES;
/** Who works at cases, and so may draft a decision or stand in for somebody who signs it. */
export const DESK: readonly StaffRole[] = ['case_worker', 'section_chief', 'section_manager'];

/**
 * Who may do what, where the town says nothing else (permissions.yaml). Every route of the staff's side names one of these, and a test
 * walks every route with every role. What a section role may do, it may do in its section only.
 */
export const PERMISSIONS = {
  /** Sign in, one's own account, the start page. */
  'office.enter': EVERYBODY,
  'cases.list': ['counter', ...DESK],
  'cases.read': ['counter', ...DESK],
  /** Take up, return, note, message, receive papers, assign to oneself. */
  'cases.work': DESK,
  /** Say that it was made sure who applied. */
  'cases.identify': ['counter', ...DESK],
  'cases.decide': DESK,
  /** The second pair of eyes, where the definition asks for one. */
  'cases.approve': ['section_manager'],
  /** 決裁: see what goes round; who may sign which one hangs on positions and absences. */
  'decisions.sign': DESK,
  /** Enter that somebody is away: oneself, as manager those of one's section, as administrator all. */
  'absences.enter': [...DESK, 'system_admin'],
  /** Give cases to others, hold their deletion. */
  'cases.assign': ['section_manager'],
  'fees.fix': DESK,
  'fees.read': ['finance', ...DESK],
  /** A charge's whole story, and what is being given back. */
  'charges.read': ['finance', 'auditor', ...DESK],
  /** Ask the payment company how it stands. */
  'charges.ask': ['finance', ...DESK],
  'refunds.ask': ['finance', ...DESK],
  /** The second pair of eyes above the town's limit. */
  'refunds.approve': ['finance', 'section_manager'],
  /** 窓口のレジ: open, take money, count, hand over. */
  'till.work': ['counter', ...DESK],
  /** 出納員: take over what a till was closed with. */
  'till.receive': ['finance'],
  'bills.read': ['finance', 'auditor'],
  'bills.manage': ['finance'],
  'books.read': ['finance', 'auditor'],
  'books.close': ['finance'],
  'receipts.issue': ['counter', 'finance', ...DESK],
  /** Files for the section's own systems. */
  'exports.make': DESK,
  /** More than a hundred cases at once. */
  'exports.bulk': ['section_manager'],
  'messages.failed': ['system_admin', 'section_manager'],
  'staff.manage': ['system_admin'],
  'api_tokens.manage': ['system_admin'],
  'retention.run': ['system_admin'],
  /** 手続きの作成: begin, edit, translate, ask for a review, publish what a colleague has approved. */
  'procedures.manage': ['procedure_admin'],
  /** The second pair of eyes before something is published; never for what one has edited oneself. */
  'procedures.review': ['procedure_admin', 'section_manager'],
  /** 緊急停止. */
  'procedures.pause': ['procedure_admin', 'section_manager', 'system_admin'],
  /** The town's own data: sections, calendars, catalogues, fees, notices, branding. */
  'settings.manage': ['procedure_admin', 'system_admin'],
  /** 棚卸し, and figures that are typed in. */
  'inventory.manage': ['procedure_admin'],
  /** Figures of the plan, and how forms are understood. */
  'figures.read': ['procedure_admin', 'section_manager', 'system_admin', 'auditor'],
  'audit.read': ['auditor'],
  /** 支援措置: the page of those that one is named for; who is not, sees an empty one. */
  'protections.read': ['counter', ...DESK],
  /** Register, renew, end, name readers; of an existing one only as one of the named few. */
  'protections.manage': ['section_manager'],
  /** 書かない窓口: sittings, whatever the procedure's section; the queue, papers handed out. */
  'counter.work': ['counter', ...DESK],
  /** Pair tablets, and unpair a lost one. */
  'counter.devices': ['section_manager', 'system_admin'],
  /** What the counter has done. */
  'counter.figures': ['section_manager', 'procedure_admin', 'auditor'],
  /** Look somebody up in the extract of the resident register, for the sitting that is open. */
  'register.search': ['counter', ...DESK],
  /** Bring in a new extract. */
  'register.import': ['system_admin'],
  /** Announce that the site will stand still. */
  'downtimes.manage': ['system_admin'],
} as const satisfies Readonly<Record<string, readonly StaffRole[]>>;

export type Permission = keyof typeof PERMISSIONS;

/** Permission → roles that have it, as it holds in this town: the shipped table, or what the town made of it. */
export type Grants = Readonly<Record<Permission, readonly StaffRole[]>>;
