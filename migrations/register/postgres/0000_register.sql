CREATE TABLE "register_imports" (
	"id" text PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"file_name" text NOT NULL,
	"extracted_on" text NOT NULL,
	"rows" integer NOT NULL,
	"headings" text NOT NULL,
	"problems" text NOT NULL,
	"imported_by" text NOT NULL,
	"at" bigint NOT NULL,
	"taken_over_at" bigint
);
--> statement-breakpoint
CREATE TABLE "register_rows" (
	"import_id" text NOT NULL,
	"line" integer NOT NULL,
	"family_key" text NOT NULL,
	"given_key" text NOT NULL,
	"household_key" text,
	"person" "bytea" NOT NULL,
	CONSTRAINT "register_rows_import_id_line_pk" PRIMARY KEY("import_id","line")
);
--> statement-breakpoint
ALTER TABLE "register_rows" ADD CONSTRAINT "register_rows_import_id_register_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."register_imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "register_imports_current" ON "register_imports" USING btree ("state") WHERE state = 'current';--> statement-breakpoint
CREATE INDEX "register_rows_family" ON "register_rows" USING btree ("family_key");--> statement-breakpoint
CREATE INDEX "register_rows_given" ON "register_rows" USING btree ("given_key");--> statement-breakpoint
CREATE INDEX "register_rows_household" ON "register_rows" USING btree ("household_key");