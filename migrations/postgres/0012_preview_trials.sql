CREATE TABLE "preview_trials" (
	"name" text PRIMARY KEY NOT NULL,
	"changes" integer NOT NULL,
	"content" "bytea" NOT NULL,
	"until" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "preview_trials_until" ON "preview_trials" USING btree ("until");