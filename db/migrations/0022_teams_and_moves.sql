CREATE TABLE "team_members" (
	"team_id" bigint NOT NULL,
	"agent_id" bigint NOT NULL,
	CONSTRAINT "team_members_team_id_agent_id_pk" PRIMARY KEY("team_id","agent_id")
);
--> statement-breakpoint
CREATE TABLE "teams" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "teams_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mails" (
	"key" text PRIMARY KEY NOT NULL,
	"message_id" bigint
);
--> statement-breakpoint
CREATE TABLE "worker_pulse" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"away_from" timestamp with time zone,
	"away_until" timestamp with time zone,
	"told_at" timestamp with time zone,
	CONSTRAINT "worker_pulse_is_single" CHECK ("worker_pulse"."id" = 1)
);
--> statement-breakpoint
ALTER TABLE "mailboxes" ADD COLUMN "team_id" bigint;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "former_mailbox_ids" bigint[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "team_id" bigint;--> statement-breakpoint
ALTER TABLE "raw_messages" ADD COLUMN "same_key" text;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "mailbox_id" bigint;--> statement-breakpoint
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_members" ADD CONSTRAINT "team_members_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "team_members_agent" ON "team_members" USING btree ("agent_id");--> statement-breakpoint
CREATE UNIQUE INDEX "teams_name" ON "teams" USING btree (lower("name"));--> statement-breakpoint
CREATE INDEX "mails_message" ON "mails" USING btree ("message_id");--> statement-breakpoint
ALTER TABLE "mailboxes" ADD CONSTRAINT "mailboxes_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "conversations_team" ON "conversations" USING btree ("team_id","status","last_activity_at","id") WHERE team_id is not null;--> statement-breakpoint
CREATE INDEX "conversations_team_unassigned" ON "conversations" USING btree ("team_id","last_activity_at","id") WHERE status = 'open' and assignee_id is null and team_id is not null;--> statement-breakpoint
-- Two more counters for each team: what nobody of it has taken, and all that is open.
CREATE OR REPLACE FUNCTION conversation_view_keys(c conversations) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT array_remove(ARRAY[
    CASE WHEN c.status = 'open' THEN 'open' END,
    CASE WHEN c.status = 'open' AND c.assignee_id IS NULL THEN 'unassigned' END,
    CASE WHEN c.status = 'open' AND c.assignee_id IS NOT NULL THEN 'mine:' || c.assignee_id END,
    CASE WHEN c.status = 'open' AND c.team_id IS NOT NULL AND c.assignee_id IS NULL THEN 'team:' || c.team_id END,
    CASE WHEN c.status = 'open' AND c.team_id IS NOT NULL THEN 'team-open:' || c.team_id END,
    CASE WHEN c.status = 'pending' THEN 'pending' END,
    CASE WHEN c.answered_by_ai AND c.status IN ('pending', 'closed') THEN 'ai' END,
    CASE WHEN c.status = 'snoozed' THEN 'snoozed' END,
    CASE WHEN c.status = 'closed' THEN 'closed' END,
    CASE WHEN c.status IN ('spam', 'trash') THEN 'spam' END
  ], NULL)
$$;
--> statement-breakpoint
DROP TRIGGER conversations_view_counts ON conversations;
--> statement-breakpoint
CREATE TRIGGER conversations_view_counts AFTER INSERT OR DELETE OR UPDATE OF status, assignee_id, team_id, answered_by_ai ON conversations
  FOR EACH ROW EXECUTE FUNCTION count_conversation_views();
