CREATE TABLE `application_confirmations` (
	`application_id` text PRIMARY KEY NOT NULL,
	`way` text NOT NULL,
	`locale` text NOT NULL,
	`signature` blob,
	`staff_login` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `counter_codes` (
	`code_hash` text PRIMARY KEY NOT NULL,
	`purpose` text NOT NULL,
	`content` blob NOT NULL,
	`owner` text,
	`wrong_tries` integer NOT NULL,
	`made_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer
);
--> statement-breakpoint
CREATE INDEX `counter_codes_expiry` ON `counter_codes` (`expires_at`);--> statement-breakpoint
CREATE TABLE `counter_devices` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`section` text NOT NULL,
	`tablet_id` text,
	`token_hash` text,
	`paired_by` text NOT NULL,
	`paired_at` integer NOT NULL,
	`unpaired_by` text,
	`unpaired_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `counter_devices_token` ON `counter_devices` (`token_hash`);--> statement-breakpoint
CREATE INDEX `counter_devices_tablet` ON `counter_devices` (`tablet_id`) WHERE tablet_id is not null;--> statement-breakpoint
CREATE TABLE `counter_issues` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`copies` integer NOT NULL,
	`section` text NOT NULL,
	`sitting_id` text,
	`application_id` text,
	`staff_login` text NOT NULL,
	`at` integer NOT NULL,
	`undone_at` integer
);
--> statement-breakpoint
CREATE INDEX `counter_issues_at` ON `counter_issues` (`at`);--> statement-breakpoint
CREATE TABLE `counter_posts` (
	`id` text PRIMARY KEY NOT NULL,
	`sitting_id` text NOT NULL,
	`location` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`sitting_id`) REFERENCES `counter_sittings`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `counter_posts_sitting` ON `counter_posts` (`sitting_id`);--> statement-breakpoint
CREATE TABLE `counter_sittings` (
	`id` text PRIMARY KEY NOT NULL,
	`session_hash` text NOT NULL,
	`state` text NOT NULL,
	`device_id` text,
	`staff_login` text,
	`section` text NOT NULL,
	`locale` text NOT NULL,
	`bundle` text,
	`facts` blob,
	`revision` integer NOT NULL,
	`passed_to` text,
	`opened_by` text NOT NULL,
	`opened_at` integer NOT NULL,
	`touched_at` integer NOT NULL,
	`closed_at` integer,
	`closed_for` text,
	`typed_values` integer NOT NULL,
	`carried_values` integer NOT NULL,
	`paper_values` integer NOT NULL,
	FOREIGN KEY (`device_id`) REFERENCES `counter_devices`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `counter_sittings_session` ON `counter_sittings` (`session_hash`);--> statement-breakpoint
CREATE UNIQUE INDEX `counter_sittings_device` ON `counter_sittings` (`device_id`) WHERE state = 'open';--> statement-breakpoint
CREATE INDEX `counter_sittings_opened` ON `counter_sittings` (`opened_at`);--> statement-breakpoint
CREATE TABLE `counter_tasks` (
	`id` text PRIMARY KEY NOT NULL,
	`sitting_id` text NOT NULL,
	`position` integer NOT NULL,
	`procedure_id` text NOT NULL,
	`state` text NOT NULL,
	`draft_id` text,
	`application_id` text,
	`typed_values` integer NOT NULL,
	`carried_values` integer NOT NULL,
	`paper_values` integer NOT NULL,
	FOREIGN KEY (`sitting_id`) REFERENCES `counter_sittings`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `counter_tasks_procedure` ON `counter_tasks` (`sitting_id`,`procedure_id`);--> statement-breakpoint
CREATE INDEX `counter_tasks_draft` ON `counter_tasks` (`draft_id`) WHERE draft_id is not null;--> statement-breakpoint
CREATE TABLE `queue_tickets` (
	`id` text PRIMARY KEY NOT NULL,
	`day` text NOT NULL,
	`number` integer NOT NULL,
	`queue` text NOT NULL,
	`locale` text NOT NULL,
	`state` text NOT NULL,
	`taken_at` integer NOT NULL,
	`called_at` integer,
	`calls` integer NOT NULL,
	`desk` text,
	`called_by` text,
	`served_at` integer,
	`ended_at` integer,
	`sitting_id` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `queue_tickets_number` ON `queue_tickets` (`day`,`queue`,`number`);--> statement-breakpoint
CREATE INDEX `queue_tickets_state` ON `queue_tickets` (`day`,`state`);