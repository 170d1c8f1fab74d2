CREATE TABLE "bill_imports" (
	"id" text PRIMARY KEY NOT NULL,
	"file_name" text NOT NULL,
	"file_hash" text NOT NULL,
	"rows" integer NOT NULL,
	"added" integer NOT NULL,
	"changed" integer NOT NULL,
	"cancelled" integer NOT NULL,
	"imported_by" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "bills" (
	"id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"code_hash" text NOT NULL,
	"revenue_item" text NOT NULL,
	"fiscal_year" integer NOT NULL,
	"segment" text NOT NULL,
	"assessment_number" text NOT NULL,
	"term" text NOT NULL,
	"lines" text NOT NULL,
	"yen" integer NOT NULL,
	"due_on" text NOT NULL,
	"pay_until" text NOT NULL,
	"el_qr" integer NOT NULL,
	"addressee" "bytea",
	"state" text NOT NULL,
	"import_id" text NOT NULL,
	"created_at" bigint NOT NULL,
	"touched_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "book_closings" (
	"period" text PRIMARY KEY NOT NULL,
	"last_seq" bigint NOT NULL,
	"totals" text NOT NULL,
	"closed_by" text NOT NULL,
	"closed_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "book_findings" (
	"id" text PRIMARY KEY NOT NULL,
	"rule" text NOT NULL,
	"subject" text NOT NULL,
	"detail" text NOT NULL,
	"found_on" text NOT NULL,
	"found_at" bigint NOT NULL,
	"state" text NOT NULL,
	"settled_by" text,
	"settled_at" bigint,
	"note" "bytea"
);
--> statement-breakpoint
CREATE TABLE "dispute_events" (
	"dispute_id" text NOT NULL,
	"seq" integer NOT NULL,
	"type" text NOT NULL,
	"at" bigint NOT NULL,
	"provider_event_id" text,
	"detail" text NOT NULL,
	CONSTRAINT "dispute_events_pk" PRIMARY KEY("dispute_id","seq")
);
--> statement-breakpoint
CREATE TABLE "disputes" (
	"id" text PRIMARY KEY NOT NULL,
	"charge_id" text NOT NULL,
	"attempt_id" text,
	"provider" text NOT NULL,
	"provider_ref" text NOT NULL,
	"yen" integer NOT NULL,
	"reason" text NOT NULL,
	"state" text NOT NULL,
	"respond_by" bigint,
	"opened_at" bigint NOT NULL,
	"touched_at" bigint NOT NULL,
	"ended_at" bigint
);
--> statement-breakpoint
CREATE TABLE "ledger_entries" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"charge_id" text NOT NULL,
	"kind" text NOT NULL,
	"cause" text NOT NULL,
	"yen" integer NOT NULL,
	"tax_yen" integer NOT NULL,
	"revenue_item" text NOT NULL,
	"segment" text NOT NULL,
	"fiscal_year" integer NOT NULL,
	"booked_on" text NOT NULL,
	"occurred_at" bigint NOT NULL,
	"method" text NOT NULL,
	"channel" text NOT NULL,
	"provider" text NOT NULL,
	"procedure_id" text,
	"till_session_id" text
);
--> statement-breakpoint
CREATE TABLE "ledger_exports" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"from_seq" bigint NOT NULL,
	"to_seq" bigint NOT NULL,
	"rows" integer NOT NULL,
	"yen" integer NOT NULL,
	"made_by" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payout_lines" (
	"id" text NOT NULL,
	"payout_id" text NOT NULL,
	"kind" text NOT NULL,
	"cause" text,
	"charge_id" text,
	"gross_yen" integer NOT NULL,
	"fee_yen" integer NOT NULL,
	"net_yen" integer NOT NULL,
	"at" bigint NOT NULL,
	"finding" text,
	CONSTRAINT "payout_lines_pk" PRIMARY KEY("payout_id","id")
);
--> statement-breakpoint
CREATE TABLE "payouts" (
	"id" text PRIMARY KEY NOT NULL,
	"provider" text NOT NULL,
	"state" text NOT NULL,
	"arrives_on" text NOT NULL,
	"gross_yen" integer NOT NULL,
	"fee_yen" integer NOT NULL,
	"net_yen" integer NOT NULL,
	"fetched_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "provider_cursors" (
	"provider" text NOT NULL,
	"stream" text NOT NULL,
	"cursor" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "provider_cursors_pk" PRIMARY KEY("provider","stream")
);
--> statement-breakpoint
CREATE TABLE "receipts" (
	"number" text PRIMARY KEY NOT NULL,
	"charge_id" text NOT NULL,
	"issue" integer NOT NULL,
	"payer_name" "bytea" NOT NULL,
	"yen" integer NOT NULL,
	"lines" text NOT NULL,
	"issued_by" text NOT NULL,
	"issued_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "refund_events" (
	"refund_id" text NOT NULL,
	"seq" integer NOT NULL,
	"type" text NOT NULL,
	"at" bigint NOT NULL,
	"actor" text NOT NULL,
	"provider_event_id" text,
	"detail" text NOT NULL,
	CONSTRAINT "refund_events_pk" PRIMARY KEY("refund_id","seq")
);
--> statement-breakpoint
CREATE TABLE "refunds" (
	"id" text PRIMARY KEY NOT NULL,
	"charge_id" text NOT NULL,
	"attempt_id" text,
	"yen" integer NOT NULL,
	"reason" text NOT NULL,
	"way" text NOT NULL,
	"state" text NOT NULL,
	"provider" text,
	"provider_ref" text,
	"payee" "bytea",
	"give_back_by" text,
	"asked_by" text NOT NULL,
	"approved_by" text,
	"created_at" bigint NOT NULL,
	"touched_at" bigint NOT NULL,
	"ended_at" bigint
);
--> statement-breakpoint
CREATE TABLE "sandbox_refunds" (
	"ref" text PRIMARY KEY NOT NULL,
	"refund_id" text NOT NULL,
	"session_ref" text NOT NULL,
	"yen" integer NOT NULL,
	"status" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "till_entries" (
	"id" text PRIMARY KEY NOT NULL,
	"session_id" text NOT NULL,
	"kind" text NOT NULL,
	"yen" integer NOT NULL,
	"charge_id" text,
	"attempt_id" text,
	"refund_id" text,
	"tendered_yen" integer,
	"change_yen" integer,
	"slip_number" text,
	"actor" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "till_sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"till" text NOT NULL,
	"day" text NOT NULL,
	"state" text NOT NULL,
	"float_yen" integer NOT NULL,
	"opened_by" text NOT NULL,
	"opened_at" bigint NOT NULL,
	"counted" text,
	"counted_yen" integer,
	"expected_yen" integer,
	"explanation" "bytea",
	"counted_by" text,
	"counted_at" bigint,
	"handed_to" text,
	"handed_over_at" bigint
);
--> statement-breakpoint
ALTER TABLE "charges" ALTER COLUMN "application_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "charges" ADD COLUMN "bill_id" text;--> statement-breakpoint
ALTER TABLE "charges" ADD COLUMN "payer_name" "bytea";--> statement-breakpoint
ALTER TABLE "bills" ADD CONSTRAINT "bills_import_id_bill_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."bill_imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dispute_events" ADD CONSTRAINT "dispute_events_dispute_id_disputes_id_fk" FOREIGN KEY ("dispute_id") REFERENCES "public"."disputes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_charge_id_charges_id_fk" FOREIGN KEY ("charge_id") REFERENCES "public"."charges"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_charge_id_charges_id_fk" FOREIGN KEY ("charge_id") REFERENCES "public"."charges"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payout_lines" ADD CONSTRAINT "payout_lines_payout_id_payouts_id_fk" FOREIGN KEY ("payout_id") REFERENCES "public"."payouts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_charge_id_charges_id_fk" FOREIGN KEY ("charge_id") REFERENCES "public"."charges"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refund_events" ADD CONSTRAINT "refund_events_refund_id_refunds_id_fk" FOREIGN KEY ("refund_id") REFERENCES "public"."refunds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_charge_id_charges_id_fk" FOREIGN KEY ("charge_id") REFERENCES "public"."charges"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "till_entries" ADD CONSTRAINT "till_entries_session_id_till_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."till_sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "till_entries" ADD CONSTRAINT "till_entries_charge_id_charges_id_fk" FOREIGN KEY ("charge_id") REFERENCES "public"."charges"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "bills_number" ON "bills" USING btree ("number");--> statement-breakpoint
CREATE INDEX "bills_state" ON "bills" USING btree ("state","due_on");--> statement-breakpoint
CREATE INDEX "bills_import" ON "bills" USING btree ("import_id");--> statement-breakpoint
CREATE UNIQUE INDEX "book_findings_open" ON "book_findings" USING btree ("rule","subject") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "book_findings_state" ON "book_findings" USING btree ("state","found_at");--> statement-breakpoint
CREATE UNIQUE INDEX "dispute_events_provider_event" ON "dispute_events" USING btree ("provider_event_id");--> statement-breakpoint
CREATE UNIQUE INDEX "disputes_ref" ON "disputes" USING btree ("provider","provider_ref");--> statement-breakpoint
CREATE INDEX "disputes_charge" ON "disputes" USING btree ("charge_id");--> statement-breakpoint
CREATE INDEX "disputes_state" ON "disputes" USING btree ("state","touched_at");--> statement-breakpoint
CREATE INDEX "ledger_entries_day" ON "ledger_entries" USING btree ("booked_on");--> statement-breakpoint
CREATE INDEX "ledger_entries_charge" ON "ledger_entries" USING btree ("charge_id");--> statement-breakpoint
CREATE INDEX "payout_lines_cause" ON "payout_lines" USING btree ("cause");--> statement-breakpoint
CREATE INDEX "payouts_arrival" ON "payouts" USING btree ("arrives_on");--> statement-breakpoint
CREATE UNIQUE INDEX "receipts_issue" ON "receipts" USING btree ("charge_id","issue");--> statement-breakpoint
CREATE UNIQUE INDEX "refund_events_provider_event" ON "refund_events" USING btree ("provider_event_id");--> statement-breakpoint
CREATE INDEX "refunds_charge" ON "refunds" USING btree ("charge_id");--> statement-breakpoint
CREATE INDEX "refunds_state" ON "refunds" USING btree ("state","touched_at");--> statement-breakpoint
CREATE UNIQUE INDEX "refunds_ref" ON "refunds" USING btree ("provider","provider_ref");--> statement-breakpoint
CREATE UNIQUE INDEX "sandbox_refunds_refund" ON "sandbox_refunds" USING btree ("refund_id");--> statement-breakpoint
CREATE INDEX "till_entries_session" ON "till_entries" USING btree ("session_id","at");--> statement-breakpoint
CREATE INDEX "till_entries_charge" ON "till_entries" USING btree ("charge_id");--> statement-breakpoint
CREATE UNIQUE INDEX "till_sessions_open" ON "till_sessions" USING btree ("till") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "till_sessions_day" ON "till_sessions" USING btree ("day");--> statement-breakpoint
ALTER TABLE "charges" ADD CONSTRAINT "charges_bill_id_bills_id_fk" FOREIGN KEY ("bill_id") REFERENCES "public"."bills"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "charges_bill" ON "charges" USING btree ("bill_id") WHERE bill_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "charges_living_bill" ON "charges" USING btree ("bill_id") WHERE bill_id is not null and state in ('open', 'started', 'pending', 'unknown', 'paid');