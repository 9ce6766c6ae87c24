CREATE TABLE "conversation_words" (
	"conversation_id" bigint PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"words" "tsvector" NOT NULL
);
--> statement-breakpoint
DROP INDEX "conversations_words";--> statement-breakpoint
DROP INDEX "messages_words";--> statement-breakpoint
DROP INDEX "contacts_name";--> statement-breakpoint
DROP INDEX "conversations_open";--> statement-breakpoint
DROP INDEX "conversations_unassigned";--> statement-breakpoint
DROP INDEX "conversations_mine";--> statement-breakpoint
DROP INDEX "conversations_pending";--> statement-breakpoint
DROP INDEX "conversations_ai";--> statement-breakpoint
DROP INDEX "conversations_snoozed";--> statement-breakpoint
DROP INDEX "conversations_closed";--> statement-breakpoint
DROP INDEX "conversations_spam";--> statement-breakpoint
DROP INDEX "conversations_contact";--> statement-breakpoint
ALTER TABLE "conversation_words" ADD CONSTRAINT "conversation_words_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "public"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "conversation_words_at" ON "conversation_words" USING btree ("at");--> statement-breakpoint
CREATE INDEX "conversation_words_words" ON "conversation_words" USING gin ("words");--> statement-breakpoint
CREATE INDEX "decisions_spot_checks" ON "decisions" USING btree ("created_at") WHERE spot_check;--> statement-breakpoint
CREATE INDEX "contacts_email_start" ON "contacts" USING btree ("email" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "contacts_name" ON "contacts" USING btree (lower("name") text_pattern_ops);--> statement-breakpoint
CREATE INDEX "conversations_open" ON "conversations" USING btree ("last_activity_at","id") WHERE status = 'open';--> statement-breakpoint
CREATE INDEX "conversations_unassigned" ON "conversations" USING btree ("last_activity_at","id") WHERE status = 'open' and assignee_id is null;--> statement-breakpoint
CREATE INDEX "conversations_mine" ON "conversations" USING btree ("assignee_id","last_activity_at","id") WHERE status = 'open';--> statement-breakpoint
CREATE INDEX "conversations_pending" ON "conversations" USING btree ("last_activity_at","id") WHERE status = 'pending';--> statement-breakpoint
CREATE INDEX "conversations_ai" ON "conversations" USING btree ("last_activity_at","id") WHERE answered_by_ai and status in ('pending', 'closed');--> statement-breakpoint
CREATE INDEX "conversations_snoozed" ON "conversations" USING btree ("last_activity_at","id") WHERE status = 'snoozed';--> statement-breakpoint
CREATE INDEX "conversations_closed" ON "conversations" USING btree ("last_activity_at","id") WHERE status = 'closed';--> statement-breakpoint
CREATE INDEX "conversations_spam" ON "conversations" USING btree ("last_activity_at","id") WHERE status in ('spam', 'trash');--> statement-breakpoint
CREATE INDEX "conversations_contact" ON "conversations" USING btree ("contact_id","last_activity_at");--> statement-breakpoint
-- The planner has to know rare words from common ones.
ALTER TABLE "conversation_words" ALTER COLUMN "words" SET STATISTICS 1000;--> statement-breakpoint
INSERT INTO "conversation_words" ("conversation_id", "at", "words")
SELECT m.conversation_id, max(m.created_at), strip(to_tsvector('simple', left(c.subject || ' ' || string_agg(left(m.body, 20000), ' '), 200000)))
FROM messages m JOIN conversations c ON c.id = m.conversation_id GROUP BY m.conversation_id, c.subject;--> statement-breakpoint
-- A document stops growing at some size: a thread that long is found by what it began with, and no mail may fail to be stored for its words.
CREATE FUNCTION index_message_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO conversation_words (conversation_id, at, words)
  SELECT NEW.conversation_id, NEW.created_at, strip(to_tsvector('simple', c.subject || ' ' || left(NEW.body, 20000)))
  FROM conversations c WHERE c.id = NEW.conversation_id
  ON CONFLICT (conversation_id) DO UPDATE SET
    at = greatest(conversation_words.at, excluded.at),
    words = CASE WHEN length(conversation_words.words) < 20000 THEN conversation_words.words || excluded.words
      ELSE conversation_words.words END;
  RETURN NULL;
EXCEPTION WHEN program_limit_exceeded THEN
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER messages_words AFTER INSERT ON messages FOR EACH ROW EXECUTE FUNCTION index_message_words();--> statement-breakpoint
CREATE FUNCTION index_subject_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE conversation_words SET words = words || strip(to_tsvector('simple', NEW.subject)) WHERE conversation_id = NEW.id;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER conversations_subject_words AFTER UPDATE OF subject ON conversations
  FOR EACH ROW WHEN (OLD.subject IS DISTINCT FROM NEW.subject) EXECUTE FUNCTION index_subject_words();
