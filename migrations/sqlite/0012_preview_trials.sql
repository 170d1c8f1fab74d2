CREATE TABLE `preview_trials` (
	`name` text PRIMARY KEY NOT NULL,
	`changes` integer NOT NULL,
	`content` blob NOT NULL,
	`until` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `preview_trials_until` ON `preview_trials` (`until`);