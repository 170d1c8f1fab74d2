CREATE TABLE `acknowledgements` (
	`token_id` text NOT NULL,
	`application_id` text NOT NULL,
	`seq` integer NOT NULL,
	`at` integer NOT NULL,
	`reference` text,
	PRIMARY KEY(`token_id`, `application_id`),
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `api_tokens` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`hash` text NOT NULL,
	`procedures` text NOT NULL,
	`section` text NOT NULL,
	`created_at` integer NOT NULL,
	`ends_at` integer,
	`revoked_at` integer,
	`last_used_at` integer
);
--> statement-breakpoint
CREATE INDEX `api_tokens_hash` ON `api_tokens` (`hash`);--> statement-breakpoint
CREATE TABLE `assignments` (
	`application_id` text PRIMARY KEY NOT NULL,
	`staff_id` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `document_numbers` (
	`section` text NOT NULL,
	`fiscal_year` integer NOT NULL,
	`last` integer NOT NULL,
	PRIMARY KEY(`section`, `fiscal_year`)
);
--> statement-breakpoint
CREATE TABLE `inbox` (
	`application_id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`procedure_id` text NOT NULL,
	`section` text NOT NULL,
	`status` text NOT NULL,
	`locale` text NOT NULL,
	`queue` text NOT NULL,
	`submitted_at` integer NOT NULL,
	`due_on` text,
	`awaits_documents` integer NOT NULL,
	`assignee_id` text,
	`applicant` blob,
	`unread_at` integer,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `inbox_queue` ON `inbox` (`section`,`queue`,`due_on`,`application_id`);--> statement-breakpoint
CREATE INDEX `inbox_assignee` ON `inbox` (`assignee_id`,`queue`,`due_on`,`application_id`) WHERE assignee_id is not null;--> statement-breakpoint
CREATE INDEX `inbox_submitted` ON `inbox` (`section`,`submitted_at`,`application_id`);--> statement-breakpoint
CREATE INDEX `inbox_number` ON `inbox` (`number`);--> statement-breakpoint
CREATE TABLE `messages` (
	`id` text PRIMARY KEY NOT NULL,
	`application_id` text NOT NULL,
	`author` text NOT NULL,
	`staff_id` text,
	`at` integer NOT NULL,
	`sentence` text,
	`body` blob NOT NULL,
	`read_at` integer,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `messages_application` ON `messages` (`application_id`,`at`);--> statement-breakpoint
CREATE TABLE `passkeys` (
	`id` text PRIMARY KEY NOT NULL,
	`staff_id` text NOT NULL,
	`public_key` blob NOT NULL,
	`counter` integer NOT NULL,
	`transports` text NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `passkeys_staff` ON `passkeys` (`staff_id`);--> statement-breakpoint
CREATE TABLE `projections` (
	`name` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `retention_holds` (
	`application_id` text PRIMARY KEY NOT NULL,
	`staff_id` text NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `saved_views` (
	`id` text PRIMARY KEY NOT NULL,
	`staff_id` text NOT NULL,
	`name` text NOT NULL,
	`query` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `saved_views_staff` ON `saved_views` (`staff_id`);--> statement-breakpoint
CREATE TABLE `search_keys` (
	`key` text NOT NULL,
	`application_id` text NOT NULL,
	`kind` text NOT NULL,
	PRIMARY KEY(`key`, `application_id`)
);
--> statement-breakpoint
CREATE INDEX `search_keys_application` ON `search_keys` (`application_id`);--> statement-breakpoint
CREATE TABLE `staff` (
	`id` text PRIMARY KEY NOT NULL,
	`login` text NOT NULL,
	`name` text NOT NULL,
	`passphrase_hash` text,
	`totp_secret` blob,
	`totp_counter` integer NOT NULL,
	`oidc_subject` text,
	`failed_attempts` integer NOT NULL,
	`locked_until` integer,
	`created_at` integer NOT NULL,
	`left_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `staff_login` ON `staff` (`login`);--> statement-breakpoint
CREATE UNIQUE INDEX `staff_oidc_subject` ON `staff` (`oidc_subject`);--> statement-breakpoint
CREATE TABLE `staff_notes` (
	`id` text PRIMARY KEY NOT NULL,
	`application_id` text NOT NULL,
	`staff_id` text NOT NULL,
	`at` integer NOT NULL,
	`body` blob NOT NULL,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `staff_notes_application` ON `staff_notes` (`application_id`,`at`);--> statement-breakpoint
CREATE TABLE `staff_roles` (
	`id` text PRIMARY KEY NOT NULL,
	`staff_id` text NOT NULL,
	`role` text NOT NULL,
	`section` text,
	`from_day` text NOT NULL,
	`to_day` text,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `staff_roles_staff` ON `staff_roles` (`staff_id`);--> statement-breakpoint
CREATE TABLE `staff_sessions` (
	`session_hash` text PRIMARY KEY NOT NULL,
	`staff_id` text NOT NULL,
	`second_factor` text NOT NULL,
	`started_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `staff_sessions_staff` ON `staff_sessions` (`staff_id`);