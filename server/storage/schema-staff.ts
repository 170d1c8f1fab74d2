import type { ColumnKit } from './column-kit.ts';

/** Who works here, what they are, and where they are signed in. */
export function staffTables({ table, text, integer, time, bytes, index, uniqueIndex }: ColumnKit) {
  const staff = table(
    'staff',
    {
      id: text('id').primaryKey(),
      login: text('login').notNull(),
      name: text('name').notNull(),
      passphraseHash: text('passphrase_hash'),
      totpSecret: bytes('totp_secret'),
      totpCounter: time('totp_counter').notNull(),
      oidcSubject: text('oidc_subject'),
      failedAttempts: integer('failed_attempts').notNull(),
      lockedUntil: time('locked_until'),
      createdAt: time('created_at').notNull(),
      leftAt: time('left_at'),
    },
    (t) => [
      uniqueIndex('staff_login').on(t.login),
      uniqueIndex('staff_oidc_subject').on(t.oidcSubject),
    ],
  );
  const staffRoles = table(
    'staff_roles',
    {
      id: text('id').primaryKey(),
      staffId: text('staff_id')
        .notNull()
        .references(() => staff.id),
      role: text('role').notNull(),
      section: text('section'),
      fromDay: text('from_day').notNull(),
      toDay: text('to_day'),
    },
    (t) => [index('staff_roles_staff').on(t.staffId)],
  );
  const staffSessions = table(
    'staff_sessions',
    {
      sessionHash: text('session_hash').primaryKey(),
      staffId: text('staff_id')
        .notNull()
        .references(() => staff.id),
      secondFactor: text('second_factor').notNull(),
      startedAt: time('started_at').notNull(),
      lastSeenAt: time('last_seen_at').notNull(),
      endsAt: time('ends_at').notNull(),
    },
    (t) => [index('staff_sessions_staff').on(t.staffId)],
  );
  const passkeys = table(
    'passkeys',
    {
      id: text('id').primaryKey(),
      staffId: text('staff_id')
        .notNull()
        .references(() => staff.id),
      publicKey: bytes('public_key').notNull(),
      counter: time('counter').notNull(),
      transports: text('transports').notNull(),
      name: text('name').notNull(),
      createdAt: time('created_at').notNull(),
    },
    (t) => [index('passkeys_staff').on(t.staffId)],
  );
  return { staff, staffRoles, staffSessions, passkeys };
}
