CREATE TABLE "decision_drafts" (
	"application_id" text NOT NULL,
	"round" integer NOT NULL,
	"decision" text NOT NULL,
	"body" "bytea",
	"staff_id" text NOT NULL,
	"at" bigint NOT NULL,
	"state" text NOT NULL,
	CONSTRAINT "decision_drafts_pk" PRIMARY KEY("application_id","round")
);
--> statement-breakpoint
CREATE TABLE "decision_signatures" (
	"application_id" text NOT NULL,
	"round" integer NOT NULL,
	"step" integer NOT NULL,
	"staff_id" text NOT NULL,
	"for_staff_id" text,
	"verdict" text NOT NULL,
	"at" bigint NOT NULL,
	"comment" "bytea",
	CONSTRAINT "decision_signatures_pk" PRIMARY KEY("application_id","round","step")
);
--> statement-breakpoint
CREATE TABLE "planned_downtimes" (
	"id" text PRIMARY KEY NOT NULL,
	"from_at" bigint NOT NULL,
	"until_at" bigint NOT NULL,
	"scope" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"cancelled_at" bigint
);
--> statement-breakpoint
CREATE TABLE "protected_cases" (
	"application_id" text NOT NULL,
	"protection_id" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "protected_cases_pk" PRIMARY KEY("application_id","protection_id")
);
--> statement-breakpoint
CREATE TABLE "protection_keys" (
	"key" text NOT NULL,
	"protection_id" text NOT NULL,
	CONSTRAINT "protection_keys_pk" PRIMARY KEY("key","protection_id")
);
--> statement-breakpoint
CREATE TABLE "protection_readers" (
	"protection_id" text NOT NULL,
	"staff_id" text NOT NULL,
	CONSTRAINT "protection_readers_pk" PRIMARY KEY("protection_id","staff_id")
);
--> statement-breakpoint
CREATE TABLE "protections" (
	"id" text PRIMARY KEY NOT NULL,
	"person" "bytea" NOT NULL,
	"from_day" text NOT NULL,
	"to_day" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"ended_at" bigint
);
--> statement-breakpoint
CREATE TABLE "sealed_answers" (
	"application_id" text NOT NULL,
	"seq" integer NOT NULL,
	"recipient" text NOT NULL,
	"body" "bytea" NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "sealed_answers_pk" PRIMARY KEY("application_id","seq")
);
--> statement-breakpoint
CREATE TABLE "staff_absences" (
	"id" text PRIMARY KEY NOT NULL,
	"staff_id" text NOT NULL,
	"deputy_id" text,
	"from_day" text NOT NULL,
	"to_day" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "webhook_deliveries" (
	"id" text PRIMARY KEY NOT NULL,
	"webhook_id" text NOT NULL,
	"application_id" text NOT NULL,
	"seq" bigint NOT NULL,
	"event" text NOT NULL,
	"attempts" integer NOT NULL,
	"next_at" bigint,
	"delivered_at" bigint,
	"error" text
);
--> statement-breakpoint
CREATE TABLE "webhooks" (
	"id" text PRIMARY KEY NOT NULL,
	"token_id" text NOT NULL,
	"url" "bytea" NOT NULL,
	"secret" "bytea" NOT NULL,
	"created_at" bigint NOT NULL,
	"ended_at" bigint
);
--> statement-breakpoint
ALTER TABLE "decision_drafts" ADD CONSTRAINT "decision_drafts_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision_signatures" ADD CONSTRAINT "decision_signatures_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "protected_cases" ADD CONSTRAINT "protected_cases_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "protected_cases" ADD CONSTRAINT "protected_cases_protection_id_protections_id_fk" FOREIGN KEY ("protection_id") REFERENCES "public"."protections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "protection_keys" ADD CONSTRAINT "protection_keys_protection_id_protections_id_fk" FOREIGN KEY ("protection_id") REFERENCES "public"."protections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "protection_readers" ADD CONSTRAINT "protection_readers_protection_id_protections_id_fk" FOREIGN KEY ("protection_id") REFERENCES "public"."protections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sealed_answers" ADD CONSTRAINT "sealed_answers_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_webhook_id_webhooks_id_fk" FOREIGN KEY ("webhook_id") REFERENCES "public"."webhooks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "decision_drafts_state" ON "decision_drafts" USING btree ("state","at");--> statement-breakpoint
CREATE INDEX "protected_cases_protection" ON "protected_cases" USING btree ("protection_id");--> statement-breakpoint
CREATE INDEX "protection_readers_staff" ON "protection_readers" USING btree ("staff_id");--> statement-breakpoint
CREATE INDEX "staff_absences_staff" ON "staff_absences" USING btree ("staff_id","to_day");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_due" ON "webhook_deliveries" USING btree ("next_at");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_application" ON "webhook_deliveries" USING btree ("application_id");--> statement-breakpoint
CREATE INDEX "webhooks_token" ON "webhooks" USING btree ("token_id");--> statement-breakpoint
CREATE INDEX "inbox_procedure" ON "inbox" USING btree ("procedure_id","submitted_at","application_id");