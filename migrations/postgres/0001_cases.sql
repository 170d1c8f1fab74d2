CREATE TABLE "attachments" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"key" text NOT NULL,
	"name" "bytea" NOT NULL,
	"type" text NOT NULL,
	"size" integer NOT NULL,
	"sha256" text NOT NULL,
	"taken_at" text,
	"received_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_notes" (
	"application_id" text NOT NULL,
	"seq" integer NOT NULL,
	"note" "bytea" NOT NULL,
	CONSTRAINT "case_notes_pk" PRIMARY KEY("application_id","seq")
);
--> statement-breakpoint
CREATE TABLE "case_submissions" (
	"application_id" text NOT NULL,
	"seq" integer NOT NULL,
	"draft_id" text NOT NULL,
	"kind" text NOT NULL,
	"at" bigint NOT NULL,
	"before" "bytea" NOT NULL,
	CONSTRAINT "case_submissions_pk" PRIMARY KEY("application_id","seq")
);
--> statement-breakpoint
ALTER TABLE "drafts" ADD COLUMN "case_id" text;--> statement-breakpoint
ALTER TABLE "drafts" ADD COLUMN "case_kind" text;--> statement-breakpoint
ALTER TABLE "case_notes" ADD CONSTRAINT "case_notes_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_submissions" ADD CONSTRAINT "case_submissions_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attachments_owner" ON "attachments" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "case_submissions_draft" ON "case_submissions" USING btree ("draft_id");--> statement-breakpoint
CREATE INDEX "drafts_case" ON "drafts" USING btree ("case_id") WHERE case_id is not null;