CREATE TABLE "acknowledgements" (
	"token_id" text NOT NULL,
	"application_id" text NOT NULL,
	"seq" integer NOT NULL,
	"at" bigint NOT NULL,
	"reference" text,
	CONSTRAINT "acknowledgements_pk" PRIMARY KEY("token_id","application_id")
);
--> statement-breakpoint
CREATE TABLE "api_tokens" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"hash" text NOT NULL,
	"procedures" text NOT NULL,
	"section" text NOT NULL,
	"created_at" bigint NOT NULL,
	"ends_at" bigint,
	"revoked_at" bigint,
	"last_used_at" bigint
);
--> statement-breakpoint
CREATE TABLE "assignments" (
	"application_id" text PRIMARY KEY NOT NULL,
	"staff_id" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "document_numbers" (
	"section" text NOT NULL,
	"fiscal_year" integer NOT NULL,
	"last" integer NOT NULL,
	CONSTRAINT "document_numbers_pk" PRIMARY KEY("section","fiscal_year")
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"application_id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"procedure_id" text NOT NULL,
	"section" text NOT NULL,
	"status" text NOT NULL,
	"locale" text NOT NULL,
	"queue" text NOT NULL,
	"submitted_at" bigint NOT NULL,
	"due_on" text,
	"awaits_documents" integer NOT NULL,
	"assignee_id" text,
	"applicant" "bytea",
	"unread_at" bigint
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" text PRIMARY KEY NOT NULL,
	"application_id" text NOT NULL,
	"author" text NOT NULL,
	"staff_id" text,
	"at" bigint NOT NULL,
	"sentence" text,
	"body" "bytea" NOT NULL,
	"read_at" bigint
);
--> statement-breakpoint
CREATE TABLE "passkeys" (
	"id" text PRIMARY KEY NOT NULL,
	"staff_id" text NOT NULL,
	"public_key" "bytea" NOT NULL,
	"counter" bigint NOT NULL,
	"transports" text NOT NULL,
	"name" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "projections" (
	"name" text PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "retention_holds" (
	"application_id" text PRIMARY KEY NOT NULL,
	"staff_id" text NOT NULL,
	"reason" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "saved_views" (
	"id" text PRIMARY KEY NOT NULL,
	"staff_id" text NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "search_keys" (
	"key" text NOT NULL,
	"application_id" text NOT NULL,
	"kind" text NOT NULL,
	CONSTRAINT "search_keys_pk" PRIMARY KEY("key","application_id")
);
--> statement-breakpoint
CREATE TABLE "staff" (
	"id" text PRIMARY KEY NOT NULL,
	"login" text NOT NULL,
	"name" text NOT NULL,
	"passphrase_hash" text,
	"totp_secret" "bytea",
	"totp_counter" bigint NOT NULL,
	"oidc_subject" text,
	"failed_attempts" integer NOT NULL,
	"locked_until" bigint,
	"created_at" bigint NOT NULL,
	"left_at" bigint
);
--> statement-breakpoint
CREATE TABLE "staff_notes" (
	"id" text PRIMARY KEY NOT NULL,
	"application_id" text NOT NULL,
	"staff_id" text NOT NULL,
	"at" bigint NOT NULL,
	"body" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff_roles" (
	"id" text PRIMARY KEY NOT NULL,
	"staff_id" text NOT NULL,
	"role" text NOT NULL,
	"section" text,
	"from_day" text NOT NULL,
	"to_day" text
);
--> statement-breakpoint
CREATE TABLE "staff_sessions" (
	"session_hash" text PRIMARY KEY NOT NULL,
	"staff_id" text NOT NULL,
	"second_factor" text NOT NULL,
	"started_at" bigint NOT NULL,
	"last_seen_at" bigint NOT NULL,
	"ends_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "acknowledgements" ADD CONSTRAINT "acknowledgements_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbox" ADD CONSTRAINT "inbox_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retention_holds" ADD CONSTRAINT "retention_holds_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_notes" ADD CONSTRAINT "staff_notes_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_roles" ADD CONSTRAINT "staff_roles_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_sessions" ADD CONSTRAINT "staff_sessions_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_tokens_hash" ON "api_tokens" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "inbox_queue" ON "inbox" USING btree ("section","queue","due_on","application_id");--> statement-breakpoint
CREATE INDEX "inbox_assignee" ON "inbox" USING btree ("assignee_id","queue","due_on","application_id") WHERE assignee_id is not null;--> statement-breakpoint
CREATE INDEX "inbox_submitted" ON "inbox" USING btree ("section","submitted_at","application_id");--> statement-breakpoint
CREATE INDEX "inbox_number" ON "inbox" USING btree ("number");--> statement-breakpoint
CREATE INDEX "messages_application" ON "messages" USING btree ("application_id","at");--> statement-breakpoint
CREATE INDEX "passkeys_staff" ON "passkeys" USING btree ("staff_id");--> statement-breakpoint
CREATE INDEX "saved_views_staff" ON "saved_views" USING btree ("staff_id");--> statement-breakpoint
CREATE INDEX "search_keys_application" ON "search_keys" USING btree ("application_id");--> statement-breakpoint
CREATE UNIQUE INDEX "staff_login" ON "staff" USING btree ("login");--> statement-breakpoint
CREATE UNIQUE INDEX "staff_oidc_subject" ON "staff" USING btree ("oidc_subject");--> statement-breakpoint
CREATE INDEX "staff_notes_application" ON "staff_notes" USING btree ("application_id","at");--> statement-breakpoint
CREATE INDEX "staff_roles_staff" ON "staff_roles" USING btree ("staff_id");--> statement-breakpoint
CREATE INDEX "staff_sessions_staff" ON "staff_sessions" USING btree ("staff_id");