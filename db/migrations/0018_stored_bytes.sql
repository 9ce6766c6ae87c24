CREATE TABLE "stored_bytes" (
	"storage_key" text PRIMARY KEY NOT NULL,
	"stored_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "attachments_storage_key" ON "attachments" USING btree ("storage_key");
--> statement-breakpoint
-- What is kept already; old enough to be looked at on the first night.
INSERT INTO "stored_bytes" ("storage_key", "stored_at") SELECT "storage_key", min("created_at") FROM "attachments" GROUP BY "storage_key";
