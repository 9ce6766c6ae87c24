CREATE TABLE "model_spend" (
	"month" text NOT NULL,
	"engine" text NOT NULL,
	"runs" integer DEFAULT 0 NOT NULL,
	"tokens_in" bigint DEFAULT 0 NOT NULL,
	"tokens_out" bigint DEFAULT 0 NOT NULL,
	"cost_usd" double precision DEFAULT 0 NOT NULL,
	CONSTRAINT "model_spend_month_engine_pk" PRIMARY KEY("month","engine")
);
--> statement-breakpoint
ALTER TABLE "workspace" ADD COLUMN "ai_monthly_cap_usd" real;