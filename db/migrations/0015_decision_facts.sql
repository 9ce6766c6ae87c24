ALTER TABLE "decisions" ADD COLUMN "channel" text;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "language" text;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "risks" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "verified" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "decisions" ADD COLUMN "always_person" boolean DEFAULT false NOT NULL;--> statement-breakpoint
-- What the gate was told stands in the record of the run: the last month gets its columns from there.
UPDATE "decisions" d SET "channel" = c."channel" FROM "conversations" c WHERE c."id" = d."conversation_id" AND d."created_at" > now() - interval '31 days';--> statement-breakpoint
UPDATE "decisions" d SET
  "language" = s -> 'input' ->> 'language',
  "risks" = CASE WHEN jsonb_typeof(s -> 'input' -> 'risks') = 'array' THEN ARRAY(SELECT jsonb_array_elements_text(s -> 'input' -> 'risks')) ELSE '{}' END,
  "verified" = coalesce(s -> 'input' ->> 'verified' = 'true', false),
  "always_person" = coalesce(s -> 'input' ->> 'alwaysPerson' = 'true', false)
FROM "ai_runs" r, jsonb_array_elements(r."stages") s
WHERE r."id" = d."run_id" AND s ->> 'stage' = 'gate' AND d."created_at" > now() - interval '31 days';
