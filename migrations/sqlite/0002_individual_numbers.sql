ALTER TABLE `applications` ADD `individual_numbers` blob;--> statement-breakpoint
ALTER TABLE `drafts` ADD `individual_numbers` blob;--> statement-breakpoint
ALTER TABLE `drafts` ADD `pending_numbers` blob;