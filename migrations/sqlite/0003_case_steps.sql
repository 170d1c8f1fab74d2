DROP INDEX `charges_application_kind`;--> statement-breakpoint
CREATE INDEX `charges_application` ON `charges` (`application_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `charges_living` ON `charges` (`application_id`,`kind`) WHERE state in ('open', 'started', 'pending', 'unknown', 'paid');--> statement-breakpoint
ALTER TABLE `applications` ADD `remind_on` text;--> statement-breakpoint
CREATE INDEX `applications_remind` ON `applications` (`remind_on`) WHERE remind_on is not null;