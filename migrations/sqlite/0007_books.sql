-- By hand: `charges` is made anew (a bill's charge has no application). Foreign keys are off while
-- migrations run (storage/migrate.ts) and checked afterwards; columns that are new there are NULL.
CREATE TABLE `bill_imports` (
	`id` text PRIMARY KEY NOT NULL,
	`file_name` text NOT NULL,
	`file_hash` text NOT NULL,
	`rows` integer NOT NULL,
	`added` integer NOT NULL,
	`changed` integer NOT NULL,
	`cancelled` integer NOT NULL,
	`imported_by` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `bills` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`code_hash` text NOT NULL,
	`revenue_item` text NOT NULL,
	`fiscal_year` integer NOT NULL,
	`segment` text NOT NULL,
	`assessment_number` text NOT NULL,
	`term` text NOT NULL,
	`lines` text NOT NULL,
	`yen` integer NOT NULL,
	`due_on` text NOT NULL,
	`pay_until` text NOT NULL,
	`el_qr` integer NOT NULL,
	`addressee` blob,
	`state` text NOT NULL,
	`import_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`touched_at` integer NOT NULL,
	FOREIGN KEY (`import_id`) REFERENCES `bill_imports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `bills_number` ON `bills` (`number`);--> statement-breakpoint
CREATE INDEX `bills_state` ON `bills` (`state`,`due_on`);--> statement-breakpoint
CREATE INDEX `bills_import` ON `bills` (`import_id`);--> statement-breakpoint
CREATE TABLE `book_closings` (
	`period` text PRIMARY KEY NOT NULL,
	`last_seq` integer NOT NULL,
	`totals` text NOT NULL,
	`closed_by` text NOT NULL,
	`closed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `book_findings` (
	`id` text PRIMARY KEY NOT NULL,
	`rule` text NOT NULL,
	`subject` text NOT NULL,
	`detail` text NOT NULL,
	`found_on` text NOT NULL,
	`found_at` integer NOT NULL,
	`state` text NOT NULL,
	`settled_by` text,
	`settled_at` integer,
	`note` blob
);
--> statement-breakpoint
CREATE UNIQUE INDEX `book_findings_open` ON `book_findings` (`rule`,`subject`) WHERE state = 'open';--> statement-breakpoint
CREATE INDEX `book_findings_state` ON `book_findings` (`state`,`found_at`);--> statement-breakpoint
CREATE TABLE `dispute_events` (
	`dispute_id` text NOT NULL,
	`seq` integer NOT NULL,
	`type` text NOT NULL,
	`at` integer NOT NULL,
	`provider_event_id` text,
	`detail` text NOT NULL,
	PRIMARY KEY(`dispute_id`, `seq`),
	FOREIGN KEY (`dispute_id`) REFERENCES `disputes`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `dispute_events_provider_event` ON `dispute_events` (`provider_event_id`);--> statement-breakpoint
CREATE TABLE `disputes` (
	`id` text PRIMARY KEY NOT NULL,
	`charge_id` text NOT NULL,
	`attempt_id` text,
	`provider` text NOT NULL,
	`provider_ref` text NOT NULL,
	`yen` integer NOT NULL,
	`reason` text NOT NULL,
	`state` text NOT NULL,
	`respond_by` integer,
	`opened_at` integer NOT NULL,
	`touched_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`charge_id`) REFERENCES `charges`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `disputes_ref` ON `disputes` (`provider`,`provider_ref`);--> statement-breakpoint
CREATE INDEX `disputes_charge` ON `disputes` (`charge_id`);--> statement-breakpoint
CREATE INDEX `disputes_state` ON `disputes` (`state`,`touched_at`);--> statement-breakpoint
CREATE TABLE `ledger_entries` (
	`seq` integer PRIMARY KEY NOT NULL,
	`charge_id` text NOT NULL,
	`kind` text NOT NULL,
	`cause` text NOT NULL,
	`yen` integer NOT NULL,
	`tax_yen` integer NOT NULL,
	`revenue_item` text NOT NULL,
	`segment` text NOT NULL,
	`fiscal_year` integer NOT NULL,
	`booked_on` text NOT NULL,
	`occurred_at` integer NOT NULL,
	`method` text NOT NULL,
	`channel` text NOT NULL,
	`provider` text NOT NULL,
	`procedure_id` text,
	`till_session_id` text,
	FOREIGN KEY (`charge_id`) REFERENCES `charges`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `ledger_entries_day` ON `ledger_entries` (`booked_on`);--> statement-breakpoint
CREATE INDEX `ledger_entries_charge` ON `ledger_entries` (`charge_id`);--> statement-breakpoint
CREATE TABLE `ledger_exports` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`from_seq` integer NOT NULL,
	`to_seq` integer NOT NULL,
	`rows` integer NOT NULL,
	`yen` integer NOT NULL,
	`made_by` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `payout_lines` (
	`id` text NOT NULL,
	`payout_id` text NOT NULL,
	`kind` text NOT NULL,
	`cause` text,
	`charge_id` text,
	`gross_yen` integer NOT NULL,
	`fee_yen` integer NOT NULL,
	`net_yen` integer NOT NULL,
	`at` integer NOT NULL,
	`finding` text,
	PRIMARY KEY(`payout_id`, `id`),
	FOREIGN KEY (`payout_id`) REFERENCES `payouts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `payout_lines_cause` ON `payout_lines` (`cause`);--> statement-breakpoint
CREATE TABLE `payouts` (
	`id` text PRIMARY KEY NOT NULL,
	`provider` text NOT NULL,
	`state` text NOT NULL,
	`arrives_on` text NOT NULL,
	`gross_yen` integer NOT NULL,
	`fee_yen` integer NOT NULL,
	`net_yen` integer NOT NULL,
	`fetched_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `payouts_arrival` ON `payouts` (`arrives_on`);--> statement-breakpoint
CREATE TABLE `provider_cursors` (
	`provider` text NOT NULL,
	`stream` text NOT NULL,
	`cursor` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`provider`, `stream`)
);
--> statement-breakpoint
CREATE TABLE `receipts` (
	`number` text PRIMARY KEY NOT NULL,
	`charge_id` text NOT NULL,
	`issue` integer NOT NULL,
	`payer_name` blob NOT NULL,
	`yen` integer NOT NULL,
	`lines` text NOT NULL,
	`issued_by` text NOT NULL,
	`issued_at` integer NOT NULL,
	FOREIGN KEY (`charge_id`) REFERENCES `charges`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `receipts_issue` ON `receipts` (`charge_id`,`issue`);--> statement-breakpoint
CREATE TABLE `refund_events` (
	`refund_id` text NOT NULL,
	`seq` integer NOT NULL,
	`type` text NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`provider_event_id` text,
	`detail` text NOT NULL,
	PRIMARY KEY(`refund_id`, `seq`),
	FOREIGN KEY (`refund_id`) REFERENCES `refunds`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `refund_events_provider_event` ON `refund_events` (`provider_event_id`);--> statement-breakpoint
CREATE TABLE `refunds` (
	`id` text PRIMARY KEY NOT NULL,
	`charge_id` text NOT NULL,
	`attempt_id` text,
	`yen` integer NOT NULL,
	`reason` text NOT NULL,
	`way` text NOT NULL,
	`state` text NOT NULL,
	`provider` text,
	`provider_ref` text,
	`payee` blob,
	`give_back_by` text,
	`asked_by` text NOT NULL,
	`approved_by` text,
	`created_at` integer NOT NULL,
	`touched_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`charge_id`) REFERENCES `charges`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `refunds_charge` ON `refunds` (`charge_id`);--> statement-breakpoint
CREATE INDEX `refunds_state` ON `refunds` (`state`,`touched_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `refunds_ref` ON `refunds` (`provider`,`provider_ref`);--> statement-breakpoint
CREATE TABLE `sandbox_refunds` (
	`ref` text PRIMARY KEY NOT NULL,
	`refund_id` text NOT NULL,
	`session_ref` text NOT NULL,
	`yen` integer NOT NULL,
	`status` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sandbox_refunds_refund` ON `sandbox_refunds` (`refund_id`);--> statement-breakpoint
CREATE TABLE `till_entries` (
	`id` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`kind` text NOT NULL,
	`yen` integer NOT NULL,
	`charge_id` text,
	`attempt_id` text,
	`refund_id` text,
	`tendered_yen` integer,
	`change_yen` integer,
	`slip_number` text,
	`actor` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`session_id`) REFERENCES `till_sessions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`charge_id`) REFERENCES `charges`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `till_entries_session` ON `till_entries` (`session_id`,`at`);--> statement-breakpoint
CREATE INDEX `till_entries_charge` ON `till_entries` (`charge_id`);--> statement-breakpoint
CREATE TABLE `till_sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`till` text NOT NULL,
	`day` text NOT NULL,
	`state` text NOT NULL,
	`float_yen` integer NOT NULL,
	`opened_by` text NOT NULL,
	`opened_at` integer NOT NULL,
	`counted` text,
	`counted_yen` integer,
	`expected_yen` integer,
	`explanation` blob,
	`counted_by` text,
	`counted_at` integer,
	`handed_to` text,
	`handed_over_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `till_sessions_open` ON `till_sessions` (`till`) WHERE state = 'open';--> statement-breakpoint
CREATE INDEX `till_sessions_day` ON `till_sessions` (`day`);--> statement-breakpoint
CREATE TABLE `__new_charges` (
	`id` text PRIMARY KEY NOT NULL,
	`application_id` text,
	`bill_id` text,
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
	`payer_name` blob,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`bill_id`) REFERENCES `bills`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `__new_charges`("id", "application_id", "bill_id", "kind", "yen", "lines", "state", "refund_yen", "pay_by", "method", "created_at", "paid_at", "touched_at", "payer_name") SELECT "id", "application_id", NULL, "kind", "yen", "lines", "state", "refund_yen", "pay_by", "method", "created_at", "paid_at", "touched_at", NULL FROM `charges`;--> statement-breakpoint
DROP TABLE `charges`;--> statement-breakpoint
ALTER TABLE `__new_charges` RENAME TO `charges`;--> statement-breakpoint
CREATE INDEX `charges_application` ON `charges` (`application_id`);--> statement-breakpoint
CREATE INDEX `charges_bill` ON `charges` (`bill_id`) WHERE bill_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `charges_living` ON `charges` (`application_id`,`kind`) WHERE state in ('open', 'started', 'pending', 'unknown', 'paid');--> statement-breakpoint
CREATE UNIQUE INDEX `charges_living_bill` ON `charges` (`bill_id`) WHERE bill_id is not null and state in ('open', 'started', 'pending', 'unknown', 'paid');--> statement-breakpoint
CREATE INDEX `charges_state` ON `charges` (`state`,`touched_at`);