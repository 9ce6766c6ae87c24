ALTER TABLE "mailboxes" ADD COLUMN "dkim" jsonb;--> statement-breakpoint
ALTER TABLE "mailboxes" ADD COLUMN "dkim_key_encrypted" text;