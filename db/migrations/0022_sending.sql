CREATE TABLE "paused_lanes" (
	"key" text PRIMARY KEY NOT NULL,
	"via" text,
	"until" timestamp with time zone NOT NULL,
	"failures" integer DEFAULT 1 NOT NULL,
	"words" text NOT NULL
);
--> statement-breakpoint
DROP INDEX "outbox_due";--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "send_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "seen_message_id" bigint;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "held_because" text;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "lanes" text[];--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "waits_for" text;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "tried_since" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "outbox_waiting" ON "outbox" USING btree ("waits_for","due_at") WHERE status in ('queued', 'retry') and waits_for is not null;--> statement-breakpoint
CREATE INDEX "outbox_scheduled" ON "outbox" USING btree ("send_at") WHERE status in ('queued', 'held') and send_at is not null;--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("due_at") WHERE status in ('queued', 'retry') and waits_for is null;