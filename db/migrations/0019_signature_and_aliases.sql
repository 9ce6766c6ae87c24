CREATE TABLE "mailbox_aliases" (
	"address" text PRIMARY KEY NOT NULL,
	"mailbox_id" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "mailboxes" ADD COLUMN "signature" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "mailbox_aliases" ADD CONSTRAINT "mailbox_aliases_mailbox_id_mailboxes_id_fk" FOREIGN KEY ("mailbox_id") REFERENCES "public"."mailboxes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mailbox_aliases_mailbox" ON "mailbox_aliases" USING btree ("mailbox_id");