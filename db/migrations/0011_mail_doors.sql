CREATE TABLE "imap_readers" (
	"mailbox_id" bigint PRIMARY KEY NOT NULL,
	"holder" text,
	"held_until" timestamp with time zone,
	"uid_validity" bigint,
	"last_uid" bigint DEFAULT 0 NOT NULL,
	"untidied" jsonb DEFAULT '[]'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mailbox_health" (
	"mailbox_id" bigint NOT NULL,
	"direction" text NOT NULL,
	"checked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"well_at" timestamp with time zone,
	"problem" text,
	"problem_since" timestamp with time zone,
	"told_at" timestamp with time zone,
	CONSTRAINT "mailbox_health_mailbox_id_direction_pk" PRIMARY KEY("mailbox_id","direction")
);
--> statement-breakpoint
ALTER TABLE "mailboxes" ADD COLUMN "imap" jsonb;--> statement-breakpoint
ALTER TABLE "mailboxes" ADD COLUMN "imap_password_encrypted" text;--> statement-breakpoint
ALTER TABLE "imap_readers" ADD CONSTRAINT "imap_readers_mailbox_id_mailboxes_id_fk" FOREIGN KEY ("mailbox_id") REFERENCES "public"."mailboxes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mailbox_health" ADD CONSTRAINT "mailbox_health_mailbox_id_mailboxes_id_fk" FOREIGN KEY ("mailbox_id") REFERENCES "public"."mailboxes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "raw_messages_newest" ON "raw_messages" USING btree ("mailbox_id","received_at");