CREATE TABLE `decision_drafts` (
	`application_id` text NOT NULL,
	`round` integer NOT NULL,
	`decision` text NOT NULL,
	`body` blob,
	`staff_id` text NOT NULL,
	`at` integer NOT NULL,
	`state` text NOT NULL,
	PRIMARY KEY(`application_id`, `round`),
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `decision_drafts_state` ON `decision_drafts` (`state`,`at`);--> statement-breakpoint
CREATE TABLE `decision_signatures` (
	`application_id` text NOT NULL,
	`round` integer NOT NULL,
	`step` integer NOT NULL,
	`staff_id` text NOT NULL,
	`for_staff_id` text,
	`verdict` text NOT NULL,
	`at` integer NOT NULL,
	`comment` blob,
	PRIMARY KEY(`application_id`, `round`, `step`),
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `planned_downtimes` (
	`id` text PRIMARY KEY NOT NULL,
	`from_at` integer NOT NULL,
	`until_at` integer NOT NULL,
	`scope` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`cancelled_at` integer
);
--> statement-breakpoint
CREATE TABLE `protected_cases` (
	`application_id` text NOT NULL,
	`protection_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`application_id`, `protection_id`),
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`protection_id`) REFERENCES `protections`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `protected_cases_protection` ON `protected_cases` (`protection_id`);--> statement-breakpoint
CREATE TABLE `protection_keys` (
	`key` text NOT NULL,
	`protection_id` text NOT NULL,
	PRIMARY KEY(`key`, `protection_id`),
	FOREIGN KEY (`protection_id`) REFERENCES `protections`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `protection_readers` (
	`protection_id` text NOT NULL,
	`staff_id` text NOT NULL,
	PRIMARY KEY(`protection_id`, `staff_id`),
	FOREIGN KEY (`protection_id`) REFERENCES `protections`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `protection_readers_staff` ON `protection_readers` (`staff_id`);--> statement-breakpoint
CREATE TABLE `protections` (
	`id` text PRIMARY KEY NOT NULL,
	`person` blob NOT NULL,
	`from_day` text NOT NULL,
	`to_day` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`ended_at` integer
);
--> statement-breakpoint
CREATE TABLE `sealed_answers` (
	`application_id` text NOT NULL,
	`seq` integer NOT NULL,
	`recipient` text NOT NULL,
	`body` blob NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`application_id`, `seq`),
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `staff_absences` (
	`id` text PRIMARY KEY NOT NULL,
	`staff_id` text NOT NULL,
	`deputy_id` text,
	`from_day` text NOT NULL,
	`to_day` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `staff_absences_staff` ON `staff_absences` (`staff_id`,`to_day`);--> statement-breakpoint
CREATE TABLE `webhook_deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`webhook_id` text NOT NULL,
	`application_id` text NOT NULL,
	`seq` integer NOT NULL,
	`event` text NOT NULL,
	`attempts` integer NOT NULL,
	`next_at` integer,
	`delivered_at` integer,
	`error` text,
	FOREIGN KEY (`webhook_id`) REFERENCES `webhooks`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `webhook_deliveries_due` ON `webhook_deliveries` (`next_at`);--> statement-breakpoint
CREATE INDEX `webhook_deliveries_application` ON `webhook_deliveries` (`application_id`);--> statement-breakpoint
CREATE TABLE `webhooks` (
	`id` text PRIMARY KEY NOT NULL,
	`token_id` text NOT NULL,
	`url` blob NOT NULL,
	`secret` blob NOT NULL,
	`created_at` integer NOT NULL,
	`ended_at` integer
);
--> statement-breakpoint
CREATE INDEX `webhooks_token` ON `webhooks` (`token_id`);--> statement-breakpoint
CREATE INDEX `inbox_procedure` ON `inbox` (`procedure_id`,`submitted_at`,`application_id`);