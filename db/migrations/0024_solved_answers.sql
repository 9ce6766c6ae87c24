CREATE TABLE "solved_answers" (
	"conversation_id" bigint PRIMARY KEY NOT NULL,
	"status" text DEFAULT 'waiting' NOT NULL,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"reason" text,
	"answer" text DEFAULT '' NOT NULL,
	"terms" text[] DEFAULT '{}' NOT NULL,
	"reply_id" bigint,
	"language" text DEFAULT 'en' NOT NULL,
	"demo" boolean DEFAULT false NOT NULL,
	"solved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"snippet_id" bigint,
	"agent_id" bigint,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "workspace" ADD COLUMN "use_solved" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "solved_answers" ADD CONSTRAINT "solved_answers_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "solved_answers" ADD CONSTRAINT "solved_answers_reply_id_messages_id_fk" FOREIGN KEY ("reply_id") REFERENCES "public"."messages"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "solved_answers" ADD CONSTRAINT "solved_answers_snippet_id_snippets_id_fk" FOREIGN KEY ("snippet_id") REFERENCES "public"."snippets"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "solved_answers" ADD CONSTRAINT "solved_answers_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "solved_answers_waiting" ON "solved_answers" USING btree ("due_at") WHERE status = 'waiting';--> statement-breakpoint
CREATE INDEX "solved_answers_ready" ON "solved_answers" USING btree ("solved_at","conversation_id") WHERE status = 'ready';--> statement-breakpoint
CREATE INDEX "solved_answers_changed" ON "solved_answers" USING btree ("updated_at") WHERE status = 'ready';--> statement-breakpoint
CREATE INDEX "solved_answers_decided" ON "solved_answers" USING btree ("updated_at","conversation_id") WHERE status in ('kept', 'refused');--> statement-breakpoint
CREATE INDEX "solved_answers_unfit" ON "solved_answers" USING btree ("solved_at","conversation_id") WHERE status = 'unfit' and reason <> 'no_person';--> statement-breakpoint
CREATE INDEX "solved_answers_snippet" ON "solved_answers" USING btree ("snippet_id") WHERE snippet_id is not null;--> statement-breakpoint
CREATE INDEX "solved_answers_reply" ON "solved_answers" USING btree ("reply_id") WHERE reply_id is not null;--> statement-breakpoint
-- Whoever closes, reopens, bins or adds to a conversation cannot forget its answer: what is no longer closed is no source from that moment, what
-- was added to is read anew. What a person decided about one stays decided; only its words go.
CREATE FUNCTION follow_solved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status = 'closed' THEN
    INSERT INTO solved_answers (conversation_id) VALUES (NEW.id)
    ON CONFLICT (conversation_id) DO UPDATE SET status = 'waiting', answer = '', terms = '{}', reason = NULL, reply_id = NULL, due_at = now(), updated_at = now()
    WHERE solved_answers.status NOT IN ('kept', 'refused');
  ELSE
    DELETE FROM solved_answers WHERE conversation_id = NEW.id AND status NOT IN ('kept', 'refused');
    UPDATE solved_answers SET answer = '', terms = '{}', reply_id = NULL WHERE conversation_id = NEW.id;
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER conversations_solved_new AFTER INSERT ON conversations
  FOR EACH ROW WHEN (NEW.status = 'closed') EXECUTE FUNCTION follow_solved();--> statement-breakpoint
CREATE TRIGGER conversations_solved AFTER UPDATE OF status, message_count ON conversations
  FOR EACH ROW WHEN ((OLD.status = 'closed' OR NEW.status = 'closed')
    AND (OLD.status IS DISTINCT FROM NEW.status OR OLD.message_count IS DISTINCT FROM NEW.message_count)) EXECUTE FUNCTION follow_solved();--> statement-breakpoint
-- The newest of those that are closed already: older answers are likelier to be out of date than to help.
INSERT INTO solved_answers (conversation_id)
SELECT id FROM conversations WHERE status = 'closed' ORDER BY last_activity_at DESC LIMIT 5000;
