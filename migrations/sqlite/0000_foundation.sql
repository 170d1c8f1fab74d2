-- WITHOUT ROWID is added by hand to small rows with a key of several columns: one b-tree to write, not two.
CREATE TABLE `access_grants` (
	`session_hash` text NOT NULL,
	`application_id` text NOT NULL,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`session_hash`, `application_id`),
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `application_events` (
	`application_id` text NOT NULL,
	`seq` integer NOT NULL,
	`type` text NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`detail` text NOT NULL,
	PRIMARY KEY(`application_id`, `seq`),
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `applications` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`procedure_id` text NOT NULL,
	`version` text NOT NULL,
	`counts_as` text NOT NULL,
	`channel` text NOT NULL,
	`locale` text NOT NULL,
	`status` text NOT NULL,
	`answers` blob NOT NULL,
	`fee_yen` integer NOT NULL,
	`started_at` integer NOT NULL,
	`submitted_at` integer NOT NULL,
	`received_at` integer,
	`closed_at` integer,
	`code_key` text NOT NULL,
	`code_mac` text NOT NULL,
	`link_hash` text NOT NULL,
	`secrets` blob,
	`secrets_until` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `applications_number` ON `applications` (`number`);--> statement-breakpoint
CREATE INDEX `applications_received` ON `applications` (`received_at`);--> statement-breakpoint
CREATE TABLE `audit_entries` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`subject` text NOT NULL,
	`detail` text NOT NULL,
	`key_id` text NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `audit_head` (
	`id` integer PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`key_id` text NOT NULL,
	`hash` text NOT NULL,
	`mac` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `bookings` (
	`id` text PRIMARY KEY NOT NULL,
	`application_id` text NOT NULL,
	`resource` text NOT NULL,
	`day` text NOT NULL,
	`slots` text NOT NULL,
	`claims` text NOT NULL,
	`state` text NOT NULL,
	`hold_until` integer,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `bookings_application` ON `bookings` (`application_id`);--> statement-breakpoint
CREATE TABLE `charge_events` (
	`charge_id` text NOT NULL,
	`seq` integer NOT NULL,
	`type` text NOT NULL,
	`at` integer NOT NULL,
	`attempt_id` text,
	`provider_event_id` text,
	`detail` text NOT NULL,
	PRIMARY KEY(`charge_id`, `seq`),
	FOREIGN KEY (`charge_id`) REFERENCES `charges`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `charge_events_provider_event` ON `charge_events` (`provider_event_id`);--> statement-breakpoint
CREATE TABLE `charges` (
	`id` text PRIMARY KEY NOT NULL,
	`application_id` text NOT NULL,
	`kind` text NOT NULL,
	`yen` integer NOT NULL,
	`lines` text NOT NULL,
	`state` text NOT NULL,
	`refund_yen` integer NOT NULL,
	`pay_by` integer NOT NULL,
	`method` text,
	`created_at` integer NOT NULL,
	`paid_at` integer,
	`touched_at` integer NOT NULL,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `charges_application_kind` ON `charges` (`application_id`,`kind`);--> statement-breakpoint
CREATE INDEX `charges_state` ON `charges` (`state`,`touched_at`);--> statement-breakpoint
CREATE TABLE `definition_versions` (
	`procedure_id` text NOT NULL,
	`version` text NOT NULL,
	`sources` text NOT NULL,
	`published_at` integer NOT NULL,
	PRIMARY KEY(`procedure_id`, `version`)
);
--> statement-breakpoint
CREATE TABLE `drafts` (
	`id` text PRIMARY KEY NOT NULL,
	`procedure_id` text NOT NULL,
	`version` text NOT NULL,
	`channel` text NOT NULL,
	`locale` text NOT NULL,
	`session_hash` text,
	`resume_hash` text,
	`revision` integer NOT NULL,
	`answers` blob NOT NULL,
	`pending` blob,
	`started_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `drafts_session` ON `drafts` (`session_hash`);--> statement-breakpoint
CREATE INDEX `drafts_resume` ON `drafts` (`resume_hash`) WHERE resume_hash is not null;--> statement-breakpoint
CREATE TABLE `journeys` (
	`id` text PRIMARY KEY NOT NULL,
	`procedure_id` text NOT NULL,
	`version` text NOT NULL,
	`channel` text NOT NULL,
	`locale` text NOT NULL,
	`started_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `journeys_started` ON `journeys` (`started_at`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` text PRIMARY KEY NOT NULL,
	`recipient` blob NOT NULL,
	`subject` text NOT NULL,
	`body` blob NOT NULL,
	`locale` text NOT NULL,
	`attempts` integer NOT NULL,
	`next_at` integer NOT NULL,
	`sent_at` integer,
	`error` text
);
--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`sent_at`,`next_at`);--> statement-breakpoint
CREATE TABLE `payment_attempts` (
	`id` text PRIMARY KEY NOT NULL,
	`charge_id` text NOT NULL,
	`provider` text NOT NULL,
	`provider_ref` text,
	`method` text,
	`url` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`charge_id`) REFERENCES `charges`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `payment_attempts_ref` ON `payment_attempts` (`provider`,`provider_ref`);--> statement-breakpoint
CREATE INDEX `payment_attempts_charge` ON `payment_attempts` (`charge_id`);--> statement-breakpoint
CREATE TABLE `sandbox_notices` (
	`id` text PRIMARY KEY NOT NULL,
	`event_id` text NOT NULL,
	`ref` text NOT NULL,
	`payload` text NOT NULL,
	`send_at` integer NOT NULL,
	`attempts` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `sandbox_notices_due` ON `sandbox_notices` (`send_at`);--> statement-breakpoint
CREATE TABLE `sandbox_sessions` (
	`ref` text PRIMARY KEY NOT NULL,
	`attempt_id` text NOT NULL,
	`yen` integer NOT NULL,
	`description` text NOT NULL,
	`locale` text NOT NULL,
	`return_url` text NOT NULL,
	`cancel_url` text NOT NULL,
	`pay_by` integer NOT NULL,
	`status` text NOT NULL,
	`method` text,
	`paid_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sandbox_sessions_attempt` ON `sandbox_sessions` (`attempt_id`);--> statement-breakpoint
CREATE TABLE `slot_claims` (
	`atom` text NOT NULL,
	`day` text NOT NULL,
	`slot` text NOT NULL,
	`seat` integer NOT NULL,
	`booking_id` text NOT NULL,
	PRIMARY KEY(`atom`, `day`, `slot`, `seat`),
	FOREIGN KEY (`booking_id`) REFERENCES `bookings`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
