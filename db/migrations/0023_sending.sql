CREATE TABLE "colleague_notices" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "colleague_notices_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"agent_id" bigint NOT NULL,
	"conversation_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "paused_lanes" (
	"key" text PRIMARY KEY NOT NULL,
	"via" text,
	"until" timestamp with time zone NOT NULL,
	"failures" integer DEFAULT 1 NOT NULL,
	"words" text NOT NULL
);
--> statement-breakpoint
DROP INDEX "outbox_due";--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "mail_assigned" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "mail_answered" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "mail_review" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "review_told_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "send_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "seen_message_id" bigint;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "held_because" text;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "lanes" text[];--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "waits_for" text;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "tried_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "colleague_notices" ADD CONSTRAINT "colleague_notices_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "colleague_notices" ADD CONSTRAINT "colleague_notices_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "colleague_notices_once" ON "colleague_notices" USING btree ("agent_id","conversation_id","kind");--> statement-breakpoint
CREATE INDEX "colleague_notices_due" ON "colleague_notices" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "colleague_notices_conversation" ON "colleague_notices" USING btree ("conversation_id");--> statement-breakpoint
CREATE INDEX "outbox_waiting" ON "outbox" USING btree ("waits_for","due_at") WHERE status in ('queued', 'retry') and waits_for is not null;--> statement-breakpoint
CREATE INDEX "outbox_scheduled" ON "outbox" USING btree ("send_at") WHERE status in ('queued', 'held') and send_at is not null;--> statement-breakpoint
CREATE INDEX "outbox_due" ON "outbox" USING btree ("due_at") WHERE status in ('queued', 'retry') and waits_for is null;