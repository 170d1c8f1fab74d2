CREATE TABLE `register_imports` (
	`id` text PRIMARY KEY NOT NULL,
	`state` text NOT NULL,
	`file_name` text NOT NULL,
	`extracted_on` text NOT NULL,
	`rows` integer NOT NULL,
	`headings` text NOT NULL,
	`problems` text NOT NULL,
	`imported_by` text NOT NULL,
	`at` integer NOT NULL,
	`taken_over_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `register_imports_current` ON `register_imports` (`state`) WHERE state = 'current';--> statement-breakpoint
CREATE TABLE `register_rows` (
	`import_id` text NOT NULL,
	`line` integer NOT NULL,
	`family_key` text NOT NULL,
	`given_key` text NOT NULL,
	`household_key` text,
	`person` blob NOT NULL,
	PRIMARY KEY(`import_id`, `line`),
	FOREIGN KEY (`import_id`) REFERENCES `register_imports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `register_rows_family` ON `register_rows` (`family_key`);--> statement-breakpoint
CREATE INDEX `register_rows_given` ON `register_rows` (`given_key`);--> statement-breakpoint
CREATE INDEX `register_rows_household` ON `register_rows` (`household_key`);