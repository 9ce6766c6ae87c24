CREATE TABLE "audits" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audits_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"proposal_id" bigint NOT NULL,
	"conversation_id" bigint NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"show_from" timestamp with time zone NOT NULL,
	"agent_id" bigint,
	"decided_at" timestamp with time zone,
	"unchanged" boolean,
	"note" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "audits_proposalId_unique" UNIQUE("proposal_id")
);
--> statement-breakpoint
CREATE TABLE "autopilot_earned" (
	"demo" boolean PRIMARY KEY NOT NULL,
	"answerer" text NOT NULL,
	"model_version" text NOT NULL,
	"results" jsonb NOT NULL,
	"computed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "confidence_models" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "confidence_models_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"version" text NOT NULL,
	"answerer" text NOT NULL,
	"model" jsonb NOT NULL,
	"reviews" integer NOT NULL,
	"log_loss" real,
	"prior_log_loss" real,
	"trained_through" timestamp with time zone NOT NULL,
	"demo" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "confidence_models_version_unique" UNIQUE("version")
);
--> statement-breakpoint
CREATE TABLE "policy_rules" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "policy_rules_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"conditions" jsonb NOT NULL,
	"action" text NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"agent_id" bigint,
	"demo" boolean DEFAULT false NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "autopilot" ADD COLUMN "budget" integer DEFAULT 20 NOT NULL;--> statement-breakpoint
ALTER TABLE "autopilot" ADD COLUMN "audit_share" real DEFAULT 0.02 NOT NULL;--> statement-breakpoint
ALTER TABLE "autopilot" ADD COLUMN "evidence_from" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "answerer" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "model_version" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "eligible" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "judged_share" real DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "rule_ids" bigint[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "demo" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "topics" ADD COLUMN "budget" integer;--> statement-breakpoint
ALTER TABLE "topics" ADD COLUMN "evidence_from" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "audits" ADD CONSTRAINT "audits_proposal_id_proposals_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "public"."proposals"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audits" ADD CONSTRAINT "audits_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audits" ADD CONSTRAINT "audits_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_rules" ADD CONSTRAINT "policy_rules_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audits_waiting" ON "audits" USING btree ("show_from") WHERE status = 'pending';--> statement-breakpoint
CREATE INDEX "audits_decided" ON "audits" USING btree ("decided_at") WHERE decided_at is not null;--> statement-breakpoint
CREATE INDEX "audits_conversation" ON "audits" USING btree ("conversation_id");--> statement-breakpoint
CREATE INDEX "decisions_eligible" ON "decisions" USING btree ("created_at") WHERE eligible;--> statement-breakpoint
ALTER TABLE "autopilot" ADD CONSTRAINT "budget_is_rare" CHECK (budget between 5 and 100);