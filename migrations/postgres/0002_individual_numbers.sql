ALTER TABLE "applications" ADD COLUMN "individual_numbers" "bytea";--> statement-breakpoint
ALTER TABLE "drafts" ADD COLUMN "individual_numbers" "bytea";--> statement-breakpoint
ALTER TABLE "drafts" ADD COLUMN "pending_numbers" "bytea";