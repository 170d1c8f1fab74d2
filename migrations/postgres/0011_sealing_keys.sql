CREATE TABLE "sealing_key_changes" (
	"section" text NOT NULL,
	"number" integer NOT NULL,
	"key" text NOT NULL,
	"before" text NOT NULL,
	"state" text NOT NULL,
	"asked_by" text NOT NULL,
	"asked_at" bigint NOT NULL,
	"ended_by" text,
	"ended_at" bigint,
	"reason" text NOT NULL,
	CONSTRAINT "sealing_key_changes_pk" PRIMARY KEY("section","number")
);
