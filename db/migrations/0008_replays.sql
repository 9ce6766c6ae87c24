CREATE TABLE "replay_cases" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "replay_cases_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"replay_id" bigint NOT NULL,
	"conversation_id" bigint NOT NULL,
	"message_id" bigint NOT NULL,
	"reply_id" bigint NOT NULL,
	"finished_at" timestamp with time zone,
	"action" text,
	"kind" text,
	"eligible" boolean DEFAULT false NOT NULL,
	"reasons" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"confidence" real,
	"topic" text,
	"body" text DEFAULT '' NOT NULL,
	"answer" text DEFAULT '' NOT NULL,
	"similarity" real,
	"verdict" text,
	"wrong" boolean,
	"by_review" boolean DEFAULT false NOT NULL,
	"newer_source" boolean DEFAULT false NOT NULL,
	"failed" boolean DEFAULT false NOT NULL,
	"ms" integer DEFAULT 0 NOT NULL,
	"tokens_in" integer DEFAULT 0 NOT NULL,
	"tokens_out" integer DEFAULT 0 NOT NULL,
	"cost_usd" double precision DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "replays" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "replays_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"agent_id" bigint,
	"status" text DEFAULT 'waiting' NOT NULL,
	"settings" jsonb NOT NULL,
	"engine" text DEFAULT '' NOT NULL,
	"answerer" text DEFAULT '' NOT NULL,
	"model_version" text DEFAULT '' NOT NULL,
	"total" integer DEFAULT 0 NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"report" jsonb,
	"error" text,
	"lease_until" timestamp with time zone,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "replay_cases" ADD CONSTRAINT "replay_cases_replay_id_replays_id_fk" FOREIGN KEY ("replay_id") REFERENCES "public"."replays"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replay_cases" ADD CONSTRAINT "replay_cases_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replay_cases" ADD CONSTRAINT "replay_cases_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replay_cases" ADD CONSTRAINT "replay_cases_reply_id_messages_id_fk" FOREIGN KEY ("reply_id") REFERENCES "public"."messages"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replays" ADD CONSTRAINT "replays_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "replay_cases_once" ON "replay_cases" USING btree ("replay_id","message_id");--> statement-breakpoint
CREATE INDEX "replay_cases_to_do" ON "replay_cases" USING btree ("replay_id","id") WHERE finished_at is null;--> statement-breakpoint
CREATE INDEX "replay_cases_conversation" ON "replay_cases" USING btree ("conversation_id");--> statement-breakpoint
CREATE INDEX "replay_cases_message" ON "replay_cases" USING btree ("message_id");--> statement-breakpoint
CREATE INDEX "replay_cases_reply" ON "replay_cases" USING btree ("reply_id");--> statement-breakpoint
CREATE INDEX "replays_created" ON "replays" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "replays_one_at_work" ON "replays" USING btree ((true)) WHERE status in ('waiting', 'running');