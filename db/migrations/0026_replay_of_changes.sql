ALTER TABLE "replay_cases" ALTER COLUMN "conversation_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "replay_cases" ALTER COLUMN "message_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "replay_cases" ALTER COLUMN "reply_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "replay_cases" ADD COLUMN "proposal_id" bigint;--> statement-breakpoint
ALTER TABLE "replay_cases" ADD COLUMN "imported" jsonb;--> statement-breakpoint
ALTER TABLE "replay_cases" ADD COLUMN "stands_for" real DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "replay_cases" ADD COLUMN "features" jsonb;--> statement-breakpoint
ALTER TABLE "replay_cases" ADD COLUMN "same_as_reviewed" boolean;--> statement-breakpoint
ALTER TABLE "replay_cases" ADD COLUMN "today" jsonb;--> statement-breakpoint
ALTER TABLE "replay_cases" ADD COLUMN "differs" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "replays" ADD COLUMN "candidate" jsonb;--> statement-breakpoint
ALTER TABLE "replays" ADD COLUMN "key_sealed" text;--> statement-breakpoint
ALTER TABLE "replays" ADD COLUMN "standing" jsonb;--> statement-breakpoint
ALTER TABLE "replays" ADD COLUMN "applied_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "replays" ADD COLUMN "applied_by" bigint;--> statement-breakpoint
ALTER TABLE "workspace" ADD COLUMN "ai_guidance" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "replay_cases" ADD CONSTRAINT "replay_cases_proposal_id_proposals_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "public"."proposals"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replays" ADD CONSTRAINT "replays_applied_by_agents_id_fk" FOREIGN KEY ("applied_by") REFERENCES "public"."agents"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "replay_cases_proposal" ON "replay_cases" USING btree ("proposal_id") WHERE proposal_id is not null;--> statement-breakpoint
ALTER TABLE "replay_cases" ADD CONSTRAINT "replay_case_is_of_something" CHECK (message_id is not null or imported is not null);