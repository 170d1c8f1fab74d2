CREATE TABLE `attachments` (
	`id` text PRIMARY KEY NOT NULL,
	`owner_id` text NOT NULL,
	`key` text NOT NULL,
	`name` blob NOT NULL,
	`type` text NOT NULL,
	`size` integer NOT NULL,
	`sha256` text NOT NULL,
	`taken_at` text,
	`received_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `attachments_owner` ON `attachments` (`owner_id`);--> statement-breakpoint
CREATE TABLE `case_notes` (
	`application_id` text NOT NULL,
	`seq` integer NOT NULL,
	`note` blob NOT NULL,
	PRIMARY KEY(`application_id`, `seq`),
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `case_submissions` (
	`application_id` text NOT NULL,
	`seq` integer NOT NULL,
	`draft_id` text NOT NULL,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	`before` blob NOT NULL,
	PRIMARY KEY(`application_id`, `seq`),
	FOREIGN KEY (`application_id`) REFERENCES `applications`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `case_submissions_draft` ON `case_submissions` (`draft_id`);--> statement-breakpoint
ALTER TABLE `drafts` ADD `case_id` text;--> statement-breakpoint
ALTER TABLE `drafts` ADD `case_kind` text;--> statement-breakpoint
CREATE INDEX `drafts_case` ON `drafts` (`case_id`) WHERE case_id is not null;