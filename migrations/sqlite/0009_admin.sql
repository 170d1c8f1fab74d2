CREATE TABLE `form_counts` (
	`month` text NOT NULL,
	`procedure_id` text NOT NULL,
	`measure` text NOT NULL,
	`key` text NOT NULL,
	`slice` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`month`, `procedure_id`, `measure`, `key`, `slice`)
);
--> statement-breakpoint
CREATE TABLE `indicator_counts` (
	`month` text NOT NULL,
	`measure` text NOT NULL,
	`procedure_id` text NOT NULL,
	`channel` text NOT NULL,
	`locale` text NOT NULL,
	`slice` text NOT NULL,
	`count` integer NOT NULL,
	`total` integer NOT NULL,
	PRIMARY KEY(`month`, `measure`, `procedure_id`, `channel`, `locale`, `slice`)
);
--> statement-breakpoint
CREATE TABLE `indicator_recounts` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`compared` integer NOT NULL,
	`differences` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `inventory_procedures` (
	`id` text PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`section` text NOT NULL,
	`legal_basis` text NOT NULL,
	`lists` text NOT NULL,
	`procedure_ids` text NOT NULL,
	`online_elsewhere` text NOT NULL,
	`not_online_reason` text NOT NULL,
	`changed_by` text NOT NULL,
	`changed_at` integer NOT NULL,
	`removed_at` integer
);
--> statement-breakpoint
CREATE INDEX `inventory_procedures_code` ON `inventory_procedures` (`code`);--> statement-breakpoint
CREATE TABLE `inventory_volumes` (
	`inventory_id` text NOT NULL,
	`fiscal_year` integer NOT NULL,
	`channel` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`inventory_id`, `fiscal_year`, `channel`)
);
--> statement-breakpoint
CREATE TABLE `procedure_pauses` (
	`id` text PRIMARY KEY NOT NULL,
	`procedure_id` text NOT NULL,
	`reason` text NOT NULL,
	`from` integer NOT NULL,
	`until` integer,
	`by` text NOT NULL,
	`lifted_at` integer,
	`lifted_by` text
);
--> statement-breakpoint
CREATE TABLE `procedure_versions` (
	`id` text PRIMARY KEY NOT NULL,
	`procedure_id` text NOT NULL,
	`number` integer NOT NULL,
	`state` text NOT NULL,
	`origin` text NOT NULL,
	`based_on` text,
	`title` text NOT NULL,
	`section` text NOT NULL,
	`revision` integer NOT NULL,
	`files` text NOT NULL,
	`hash` text,
	`note` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`changed_by` text NOT NULL,
	`changed_at` integer NOT NULL,
	`reviewed_by` text,
	`publish_at` integer,
	`published_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `procedure_versions_number` ON `procedure_versions` (`procedure_id`,`number`);--> statement-breakpoint
CREATE INDEX `procedure_versions_due` ON `procedure_versions` (`publish_at`) WHERE state = 'scheduled';--> statement-breakpoint
CREATE TABLE `short_links` (
	`code` text PRIMARY KEY NOT NULL,
	`procedure_id` text NOT NULL,
	`source` text NOT NULL,
	`place` text NOT NULL,
	`made_by` text NOT NULL,
	`made_at` integer NOT NULL,
	`ended_at` integer
);
--> statement-breakpoint
CREATE INDEX `short_links_procedure` ON `short_links` (`procedure_id`);--> statement-breakpoint
CREATE TABLE `town_files` (
	`path` text NOT NULL,
	`number` integer NOT NULL,
	`content` text NOT NULL,
	`state` text NOT NULL,
	`note` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`path`, `number`)
);
--> statement-breakpoint
CREATE TABLE `town_revision` (
	`id` integer PRIMARY KEY NOT NULL,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `translation_marks` (
	`procedure_id` text NOT NULL,
	`locale` text NOT NULL,
	`key` text NOT NULL,
	`state` text NOT NULL,
	`source_hash` text NOT NULL,
	`text_hash` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`procedure_id`, `locale`, `key`)
);
--> statement-breakpoint
CREATE TABLE `typed_figures` (
	`id` text PRIMARY KEY NOT NULL,
	`indicator` text NOT NULL,
	`fiscal_year` integer NOT NULL,
	`value` text NOT NULL,
	`note` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `typed_figures_indicator` ON `typed_figures` (`indicator`,`fiscal_year`);--> statement-breakpoint
CREATE TABLE `version_edits` (
	`version_id` text NOT NULL,
	`revision` integer NOT NULL,
	`before` blob NOT NULL,
	`what` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`version_id`, `revision`)
);
--> statement-breakpoint
CREATE TABLE `version_events` (
	`version_id` text NOT NULL,
	`seq` integer NOT NULL,
	`type` text NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`detail` text NOT NULL,
	PRIMARY KEY(`version_id`, `seq`)
);
--> statement-breakpoint
ALTER TABLE `journeys` ADD `source` text;--> statement-breakpoint
ALTER TABLE `journeys` ADD `device` text;