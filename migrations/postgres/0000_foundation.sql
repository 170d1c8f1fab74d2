CREATE TABLE "access_grants" (
	"session_hash" text NOT NULL,
	"application_id" text NOT NULL,
	"expires_at" bigint NOT NULL,
	CONSTRAINT "access_grants_pk" PRIMARY KEY("session_hash","application_id")
);
--> statement-breakpoint
CREATE TABLE "application_events" (
	"application_id" text NOT NULL,
	"seq" integer NOT NULL,
	"type" text NOT NULL,
	"at" bigint NOT NULL,
	"actor" text NOT NULL,
	"detail" text NOT NULL,
	CONSTRAINT "application_events_pk" PRIMARY KEY("application_id","seq")
);
--> statement-breakpoint
CREATE TABLE "applications" (
	"id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"procedure_id" text NOT NULL,
	"version" text NOT NULL,
	"counts_as" text NOT NULL,
	"channel" text NOT NULL,
	"locale" text NOT NULL,
	"status" text NOT NULL,
	"answers" "bytea" NOT NULL,
	"fee_yen" integer NOT NULL,
	"started_at" bigint NOT NULL,
	"submitted_at" bigint NOT NULL,
	"received_at" bigint,
	"closed_at" bigint,
	"code_key" text NOT NULL,
	"code_mac" text NOT NULL,
	"link_hash" text NOT NULL,
	"secrets" "bytea",
	"secrets_until" bigint
);
--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"detail" text NOT NULL,
	"key_id" text NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_head" (
	"id" integer PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"key_id" text NOT NULL,
	"hash" text NOT NULL,
	"mac" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "bookings" (
	"id" text PRIMARY KEY NOT NULL,
	"application_id" text NOT NULL,
	"resource" text NOT NULL,
	"day" text NOT NULL,
	"slots" text NOT NULL,
	"claims" text NOT NULL,
	"state" text NOT NULL,
	"hold_until" bigint
);
--> statement-breakpoint
CREATE TABLE "charge_events" (
	"charge_id" text NOT NULL,
	"seq" integer NOT NULL,
	"type" text NOT NULL,
	"at" bigint NOT NULL,
	"attempt_id" text,
	"provider_event_id" text,
	"detail" text NOT NULL,
	CONSTRAINT "charge_events_pk" PRIMARY KEY("charge_id","seq")
);
--> statement-breakpoint
CREATE TABLE "charges" (
	"id" text PRIMARY KEY NOT NULL,
	"application_id" text NOT NULL,
	"kind" text NOT NULL,
	"yen" integer NOT NULL,
	"lines" text NOT NULL,
	"state" text NOT NULL,
	"refund_yen" integer NOT NULL,
	"pay_by" bigint NOT NULL,
	"method" text,
	"created_at" bigint NOT NULL,
	"paid_at" bigint,
	"touched_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "definition_versions" (
	"procedure_id" text NOT NULL,
	"version" text NOT NULL,
	"sources" text NOT NULL,
	"published_at" bigint NOT NULL,
	CONSTRAINT "definition_versions_pk" PRIMARY KEY("procedure_id","version")
);
--> statement-breakpoint
CREATE TABLE "drafts" (
	"id" text PRIMARY KEY NOT NULL,
	"procedure_id" text NOT NULL,
	"version" text NOT NULL,
	"channel" text NOT NULL,
	"locale" text NOT NULL,
	"session_hash" text,
	"resume_hash" text,
	"revision" integer NOT NULL,
	"answers" "bytea" NOT NULL,
	"pending" "bytea",
	"started_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "journeys" (
	"id" text PRIMARY KEY NOT NULL,
	"procedure_id" text NOT NULL,
	"version" text NOT NULL,
	"channel" text NOT NULL,
	"locale" text NOT NULL,
	"started_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" text PRIMARY KEY NOT NULL,
	"recipient" "bytea" NOT NULL,
	"subject" text NOT NULL,
	"body" "bytea" NOT NULL,
	"locale" text NOT NULL,
	"attempts" integer NOT NULL,
	"next_at" bigint NOT NULL,
	"sent_at" bigint,
	"error" text
);
--> statement-breakpoint
CREATE TABLE "payment_attempts" (
	"id" text PRIMARY KEY NOT NULL,
	"charge_id" text NOT NULL,
	"provider" text NOT NULL,
	"provider_ref" text,
	"method" text,
	"url" text,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sandbox_notices" (
	"id" text PRIMARY KEY NOT NULL,
	"event_id" text NOT NULL,
	"ref" text NOT NULL,
	"payload" text NOT NULL,
	"send_at" bigint NOT NULL,
	"attempts" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sandbox_sessions" (
	"ref" text PRIMARY KEY NOT NULL,
	"attempt_id" text NOT NULL,
	"yen" integer NOT NULL,
	"description" text NOT NULL,
	"locale" text NOT NULL,
	"return_url" text NOT NULL,
	"cancel_url" text NOT NULL,
	"pay_by" bigint NOT NULL,
	"status" text NOT NULL,
	"method" text,
	"paid_at" bigint
);
--> statement-breakpoint
CREATE TABLE "slot_claims" (
	"atom" text NOT NULL,
	"day" text NOT NULL,
	"slot" text NOT NULL,
	"seat" integer NOT NULL,
	"booking_id" text NOT NULL,
	CONSTRAINT "slot_claims_pk" PRIMARY KEY("atom","day","slot","seat")
);
--> statement-breakpoint
ALTER TABLE "access_grants" ADD CONSTRAINT "access_grants_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "application_events" ADD CONSTRAINT "application_events_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charge_events" ADD CONSTRAINT "charge_events_charge_id_charges_id_fk" FOREIGN KEY ("charge_id") REFERENCES "public"."charges"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charges" ADD CONSTRAINT "charges_application_id_applications_id_fk" FOREIGN KEY ("application_id") REFERENCES "public"."applications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_attempts" ADD CONSTRAINT "payment_attempts_charge_id_charges_id_fk" FOREIGN KEY ("charge_id") REFERENCES "public"."charges"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "slot_claims" ADD CONSTRAINT "slot_claims_booking_id_bookings_id_fk" FOREIGN KEY ("booking_id") REFERENCES "public"."bookings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "applications_number" ON "applications" USING btree ("number");--> statement-breakpoint
CREATE INDEX "applications_received" ON "applications" USING btree ("received_at");--> statement-breakpoint
CREATE UNIQUE INDEX "bookings_application" ON "bookings" USING btree ("application_id");--> statement-breakpoint
CREATE UNIQUE INDEX "charge_events_provider_event" ON "charge_events" USING btree ("provider_event_id");--> statement-breakpoint
CREATE UNIQUE INDEX "charges_application_kind" ON "charges" USING btree ("application_id","kind");--> statement-breakpoint
CREATE INDEX "charges_state" ON "charges" USING btree ("state","touched_at");--> statement-breakpoint
CREATE INDEX "drafts_session" ON "drafts" USING btree ("session_hash");--> statement-breakpoint
CREATE INDEX "drafts_resume" ON "drafts" USING btree ("resume_hash") WHERE resume_hash is not null;--> statement-breakpoint
CREATE INDEX "journeys_started" ON "journeys" USING btree ("started_at");--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("sent_at","next_at");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_attempts_ref" ON "payment_attempts" USING btree ("provider","provider_ref");--> statement-breakpoint
CREATE INDEX "payment_attempts_charge" ON "payment_attempts" USING btree ("charge_id");--> statement-breakpoint
CREATE INDEX "sandbox_notices_due" ON "sandbox_notices" USING btree ("send_at");--> statement-breakpoint
CREATE UNIQUE INDEX "sandbox_sessions_attempt" ON "sandbox_sessions" USING btree ("attempt_id");