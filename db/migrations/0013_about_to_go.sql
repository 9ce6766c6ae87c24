ALTER TABLE "autopilot" ADD COLUMN "delay_minutes" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "ask_gate" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "outbox_about_to_go" ON "outbox" USING btree ("due_at") WHERE status = 'queued' and ask_gate;--> statement-breakpoint
ALTER TABLE "autopilot" ADD CONSTRAINT "delay_is_short" CHECK (delay_minutes between 0 and 60);