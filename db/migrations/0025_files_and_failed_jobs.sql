CREATE TABLE "scanner_health" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"checked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"well_at" timestamp with time zone,
	"version" text,
	"problem" text,
	"problem_since" timestamp with time zone,
	CONSTRAINT "scanner_health_is_single" CHECK ("scanner_health"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "failed_jobs" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "failed_jobs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"payload" jsonb NOT NULL,
	"reason" text NOT NULL,
	"times" integer DEFAULT 1 NOT NULL,
	"first_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_at" timestamp with time zone DEFAULT now() NOT NULL,
	"told_at" timestamp with time zone,
	"dismissed_at" timestamp with time zone,
	CONSTRAINT "failed_jobs_once" UNIQUE("name","payload")
);
--> statement-breakpoint
ALTER TABLE "stored_bytes" ADD COLUMN "scan" text;--> statement-breakpoint
ALTER TABLE "stored_bytes" ADD COLUMN "scan_words" text;--> statement-breakpoint
ALTER TABLE "stored_bytes" ADD COLUMN "scanned_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "stored_bytes" ADD COLUMN "scan_attempts" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "stored_bytes" ADD COLUMN "scan_after" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "workspace" ADD COLUMN "open_unchecked_files" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "workspace" ADD COLUMN "largest_reply_mb" real;--> statement-breakpoint
ALTER TABLE "workspace" ADD COLUMN "largest_form_mb" real;--> statement-breakpoint
ALTER TABLE "workspace" ADD COLUMN "blocked_types" text;--> statement-breakpoint
CREATE INDEX "failed_jobs_shown" ON "failed_jobs" USING btree ("last_at") WHERE dismissed_at is null;--> statement-breakpoint
CREATE INDEX "stored_bytes_unscanned" ON "stored_bytes" USING btree ("stored_at") WHERE scan is null;--> statement-breakpoint
CREATE INDEX "stored_bytes_closed" ON "stored_bytes" USING btree ("scan") WHERE scan in ('infected', 'failed');