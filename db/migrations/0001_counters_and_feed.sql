-- Badge counts, kept as the rows change. Sixteen shards per key so that busy views do not queue on one row;
-- deltas are applied in key order so that two transactions never wait for each other in a circle.
CREATE FUNCTION conversation_view_keys(c conversations) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT array_remove(ARRAY[
    CASE WHEN c.status = 'open' THEN 'open' END,
    CASE WHEN c.status = 'open' AND c.assignee_id IS NULL THEN 'unassigned' END,
    CASE WHEN c.status = 'open' AND c.assignee_id IS NOT NULL THEN 'mine:' || c.assignee_id END,
    CASE WHEN c.status = 'pending' THEN 'pending' END,
    CASE WHEN c.answered_by_ai AND c.status IN ('pending', 'closed') THEN 'ai' END,
    CASE WHEN c.status = 'snoozed' THEN 'snoozed' END,
    CASE WHEN c.status = 'closed' THEN 'closed' END,
    CASE WHEN c.status IN ('spam', 'trash') THEN 'spam' END
  ], NULL)
$$;
--> statement-breakpoint
CREATE FUNCTION count_conversation_views() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before text[] := '{}';
  after text[] := '{}';
  delta record;
BEGIN
  IF TG_OP <> 'INSERT' THEN before := conversation_view_keys(OLD); END IF;
  IF TG_OP <> 'DELETE' THEN after := conversation_view_keys(NEW); END IF;
  IF before = after THEN RETURN NULL; END IF;
  FOR delta IN
    SELECT key, sum(d)::int AS d FROM (
      SELECT unnest(after) AS key, 1 AS d UNION ALL SELECT unnest(before), -1
    ) changes GROUP BY key HAVING sum(d) <> 0 ORDER BY key
  LOOP
    INSERT INTO view_counts (key, shard, n) VALUES (delta.key, pg_backend_pid() % 16, delta.d)
    ON CONFLICT (key, shard) DO UPDATE SET n = view_counts.n + delta.d;
  END LOOP;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER conversations_view_counts AFTER INSERT OR DELETE OR UPDATE OF status, assignee_id, answered_by_ai ON conversations
  FOR EACH ROW EXECUTE FUNCTION count_conversation_views();
--> statement-breakpoint
-- Every event tells the listening processes its number and conversation; they load what they may see.
CREATE FUNCTION announce_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('tandem_events', json_build_object('seq', NEW.seq, 'type', NEW.type, 'conversationId', NEW.conversation_id)::text);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER events_announce AFTER INSERT ON events FOR EACH ROW EXECUTE FUNCTION announce_event();
--> statement-breakpoint
ALTER TABLE conversations SET (autovacuum_vacuum_scale_factor = 0.01);
