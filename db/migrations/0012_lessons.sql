CREATE TABLE "edits" (
	"review_id" bigint PRIMARY KEY NOT NULL,
	"classes" text[] NOT NULL,
	"lesson_id" bigint,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lessons" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "lessons_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"target" text NOT NULL,
	"classes" text[] NOT NULL,
	"conversation_id" bigint,
	"topic" text,
	"language" text NOT NULL,
	"question" text NOT NULL,
	"article_id" bigint,
	"snippet_id" bigint,
	"rule_id" bigint,
	"title" text NOT NULL,
	"before" text DEFAULT '' NOT NULL,
	"after" text DEFAULT '' NOT NULL,
	"action" text,
	"wanted" jsonb NOT NULL,
	"stripped" boolean DEFAULT false NOT NULL,
	"times" integer DEFAULT 1 NOT NULL,
	"agent_id" bigint,
	"decided_at" timestamp with time zone,
	"taught" boolean,
	"checked" jsonb,
	"checked_at" timestamp with time zone,
	"checked_with" text DEFAULT '' NOT NULL,
	"demo" boolean DEFAULT false NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "lesson_decided" CHECK ((status = 'pending') = (decided_at is null))
);
--> statement-breakpoint
ALTER TABLE "edits" ADD CONSTRAINT "edits_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "edits" ADD CONSTRAINT "edits_lesson_id_lessons_id_fk" FOREIGN KEY ("lesson_id") REFERENCES "public"."lessons"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lessons" ADD CONSTRAINT "lessons_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lessons" ADD CONSTRAINT "lessons_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lessons" ADD CONSTRAINT "lessons_snippet_id_snippets_id_fk" FOREIGN KEY ("snippet_id") REFERENCES "public"."snippets"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lessons" ADD CONSTRAINT "lessons_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "edits_lesson" ON "edits" USING btree ("lesson_id");--> statement-breakpoint
CREATE UNIQUE INDEX "lessons_one_pending" ON "lessons" USING btree ("target") WHERE status = 'pending';--> statement-breakpoint
CREATE INDEX "lessons_decided" ON "lessons" USING btree ("decided_at") WHERE decided_at is not null;--> statement-breakpoint
CREATE INDEX "lessons_conversation" ON "lessons" USING btree ("conversation_id");