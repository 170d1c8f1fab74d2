DROP INDEX "charges_application_kind";--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "remind_on" text;--> statement-breakpoint
CREATE INDEX "applications_remind" ON "applications" USING btree ("remind_on") WHERE remind_on is not null;--> statement-breakpoint
CREATE INDEX "charges_application" ON "charges" USING btree ("application_id");--> statement-breakpoint
CREATE UNIQUE INDEX "charges_living" ON "charges" USING btree ("application_id","kind") WHERE state in ('open', 'started', 'pending', 'unknown', 'paid');