CREATE TABLE "application_confirmations" (
	"application_id" text PRIMARY KEY NOT NULL,
	"way" text NOT NULL,
	"locale" text NOT NULL,
	"signature" "bytea",
	"staff_login" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "counter_codes" (
	"code_hash" text PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"content" "bytea" NOT NULL,
	"owner" text,
	"wrong_tries" integer NOT NULL,
	"made_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"used_at" bigint
);
--> statement-breakpoint
CREATE TABLE "counter_devices" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"section" text NOT NULL,
	"tablet_id" text,
	"token_hash" text,
	"paired_by" text NOT NULL,
	"paired_at" bigint NOT NULL,
	"unpaired_by" text,
	"unpaired_at" bigint
);
--> statement-breakpoint
CREATE TABLE "counter_issues" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"copies" integer NOT NULL,
	"section" text NOT NULL,
	"sitting_id" text,
	"application_id" text,
	"staff_login" text NOT NULL,
	"at" bigint NOT NULL,
	"undone_at" bigint
);
--> statement-breakpoint
CREATE TABLE "counter_posts" (
	"id" text PRIMARY KEY NOT NULL,
	"sitting_id" text NOT NULL,
	"location" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "counter_sittings" (
	"id" text PRIMARY KEY NOT NULL,
	"session_hash" text NOT NULL,
	"state" text NOT NULL,
	"device_id" text,
	"staff_login" text,
	"section" text NOT NULL,
	"locale" text NOT NULL,
	"bundle" text,
	"facts" "bytea",
	"revision" integer NOT NULL,
	"passed_to" text,
	"opened_by" text NOT NULL,
	"opened_at" bigint NOT NULL,
	"touched_at" bigint NOT NULL,
	"closed_at" bigint,
	"closed_for" text,
	"typed_values" integer NOT NULL,
	"carried_values" integer NOT NULL,
	"paper_values" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "counter_tasks" (
	"id" text PRIMARY KEY NOT NULL,
	"sitting_id" text NOT NULL,
	"position" integer NOT NULL,
	"procedure_id" text NOT NULL,
	"state" text NOT NULL,
	"draft_id" text,
	"application_id" text,
	"typed_values" integer NOT NULL,
	"carried_values" integer NOT NULL,
	"paper_values" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "queue_tickets" (
	"id" text PRIMARY KEY NOT NULL,
	"day" text NOT NULL,
	"number" integer NOT NULL,
	"queue" text NOT NULL,
	"locale" text NOT NULL,
	"state" text NOT NULL,
	"taken_at" bigint NOT NULL,
	"called_at" bigint,
	"calls" integer NOT NULL,
	"desk" text,
	"called_by" text,
	"served_at" bigint,
	"ended_at" bigint,
	"sitting_id" text
);
--> statement-breakpoint
ALTER TABLE "application_confirmations" ADD CONSTRAINT "application_confirmations_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "counter_posts" ADD CONSTRAINT "counter_posts_sitting_id_counter_sittings_id_fk" FOREIGN KEY ("sitting_id") REFERENCES "public"."counter_sittings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "counter_sittings" ADD CONSTRAINT "counter_sittings_device_id_counter_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."counter_devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "counter_tasks" ADD CONSTRAINT "counter_tasks_sitting_id_counter_sittings_id_fk" FOREIGN KEY ("sitting_id") REFERENCES "public"."counter_sittings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "counter_codes_expiry" ON "counter_codes" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "counter_devices_token" ON "counter_devices" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "counter_devices_tablet" ON "counter_devices" USING btree ("tablet_id") WHERE tablet_id is not null;--> statement-breakpoint
CREATE INDEX "counter_issues_at" ON "counter_issues" USING btree ("at");--> statement-breakpoint
CREATE INDEX "counter_posts_sitting" ON "counter_posts" USING btree ("sitting_id");--> statement-breakpoint
CREATE UNIQUE INDEX "counter_sittings_session" ON "counter_sittings" USING btree ("session_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "counter_sittings_device" ON "counter_sittings" USING btree ("device_id") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "counter_sittings_opened" ON "counter_sittings" USING btree ("opened_at");--> statement-breakpoint
CREATE UNIQUE INDEX "counter_tasks_procedure" ON "counter_tasks" USING btree ("sitting_id","procedure_id");--> statement-breakpoint
CREATE INDEX "counter_tasks_draft" ON "counter_tasks" USING btree ("draft_id") WHERE draft_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "queue_tickets_number" ON "queue_tickets" USING btree ("day","queue","number");--> statement-breakpoint
CREATE INDEX "queue_tickets_state" ON "queue_tickets" USING btree ("day","state");